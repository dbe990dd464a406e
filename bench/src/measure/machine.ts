// A quick calibration, so that figures of two machines, or of two hours, can be compared.
import { createHmac } from "node:crypto";
import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { inFolder, printFigures, type Figures } from "../measuring.ts";
import { medianOf } from "../percentiles.ts";

const timesOf = (count: number, run: () => void): number[] => {
  for (let i = 0; i < count / 10; i++) run();
  return Array.from({ length: count }, () => {
    const since = performance.now();
    run();
    return performance.now() - since;
  });
};

const measure = (folder: string): Figures => {
  const key = "a7".repeat(32);
  const hmacs = timesOf(200, () => {
    for (let i = 0; i < 100; i++) createHmac("sha256", key).update("client seed:1:0").digest();
  });
  const fd = openSync(join(folder, "calibration"), "w");
  const record = Buffer.alloc(500, "x");
  const syncs = timesOf(500, () => {
    writeSync(fd, record);
    fdatasyncSync(fd);
  });
  closeSync(fd);
  return { hmacMicros: medianOf(hmacs) * 10, fdatasyncMs: medianOf(syncs) };
};

printFigures(await inFolder(async (folder) => measure(folder)));
