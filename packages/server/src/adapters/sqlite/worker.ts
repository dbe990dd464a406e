import { ok as assert } from "node:assert";
import { parentPort, workerData } from "node:worker_threads";
import type { DatabaseOptions } from "./database.ts";
import { PackedDatabase } from "./packed-database.ts";
import type { Answer, Request } from "./worker-calls.ts";

const port = parentPort;
assert(port !== null, "this file is run as a worker");
// What `sqliteStore` starts this worker with.
const database = new PackedDatabase(workerData as DatabaseOptions);

const answer = ({ id, method, args }: Request): Answer => {
  try {
    // `Request` pairs each method with its own arguments, which a call through a name cannot show.
    const run = database[method] as (...values: readonly unknown[]) => unknown;
    return { id, value: run.apply(database, args) };
  } catch (error) {
    return { id, error };
  }
};

port.on("message", (request: Request) => {
  port.postMessage(answer(request));
  if (request.method === "close") port.close();
});
