import { leasesContract } from "../../testing/leases-contract.ts";
import { memoryStore, newDisk } from "./memory-store.ts";

leasesContract("memory", async () => {
  const disk = newDisk();
  let now = 1_700_000_000_000;
  return {
    open: async () => memoryStore(disk, () => now),
    remove: async () => undefined,
    pass: (ms) => void (now += ms),
  };
});
