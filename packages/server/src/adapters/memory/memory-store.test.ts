import { storeContract } from "../../testing/store-contract.ts";
import { memoryStore, newDisk } from "./memory-store.ts";

storeContract("memory", async () => {
  const disk = newDisk();
  return { open: async () => memoryStore(disk), remove: async () => undefined };
});
