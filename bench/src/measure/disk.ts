// The disk's own limit: records written to a log and synced, a batch at a time, one sync after the other.
import { closeSync, fdatasyncSync, fsyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { inFolder, printFigures, type Figures } from "../measuring.ts";
import { latencyFigures } from "../percentiles.ts";

const { values } = parseArgs({
  options: {
    log: { type: "string", default: "appended" },
    batch: { type: "string", default: "1" },
    seconds: { type: "string", default: "1" },
  },
});
const batch = Number(values.batch);
/** About as much as one entry of a journal. */
const recordBytes = 500;
/** Written over again from its beginning when it is full. */
const preallocatedBytes = 128 * 2 ** 20;

const measure = (folder: string): Figures => {
  const fd = openSync(join(folder, "log"), "w");
  const records = Buffer.alloc(recordBytes * batch, "x");
  if (values.log === "preallocated") {
    const zeros = Buffer.alloc(2 ** 20);
    for (let at = 0; at < preallocatedBytes; at += zeros.length)
      writeSync(fd, zeros, 0, zeros.length, at);
    fsyncSync(fd);
  }
  const latencies: number[] = [];
  let position = 0;
  const start = performance.now();
  while (performance.now() < start + Number(values.seconds) * 1_000) {
    const since = performance.now();
    if (values.log === "preallocated" && position + records.length > preallocatedBytes)
      position = 0;
    writeSync(fd, records, 0, records.length, position);
    fdatasyncSync(fd);
    position += records.length;
    latencies.push(performance.now() - since);
  }
  const tookMs = performance.now() - start;
  closeSync(fd);
  return {
    recordsPerSecond: ((latencies.length * batch) / tookMs) * 1_000,
    ...latencyFigures(latencies),
  };
};

printFigures(await inFolder(async (folder) => measure(folder)));
