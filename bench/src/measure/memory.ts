// What an idle session keeps resident: with two connected clients, or with nobody (its players sat down over
// HTTP). The server is a process of its own; this one is its clients.
import { parseArgs } from "node:util";
import { ChildServer } from "../child-server.ts";
import { inFolder, inParallel, pause, printFigures, type Figures } from "../measuring.ts";
import { make } from "../peers/load.ts";

const { values } = parseArgs({
  options: {
    clients: { type: "string", default: "2" },
    counts: { type: "string", default: "1000,5000" },
    // Settings of the server, as JSON: such as how soon a session that nobody looks at leaves the memory.
    settings: { type: "string", default: "{}" },
    // How long to wait, at most, until no more memory is given back.
    "settle-seconds": { type: "string", default: "30" },
  },
});
const isConnected = values.clients === "2";

/** So many looks in a row, a second apart, that find the heap no smaller. */
const steadyLooks = 3;

/** The figures as soon as no more memory is given back. */
const settled = async (server: ChildServer) => {
  let last = await server.memory();
  let steady = 0;
  const until = performance.now() + Number(values["settle-seconds"]) * 1_000;
  while (steady < steadyLooks && performance.now() < until) {
    await pause(1_000);
    const now = await server.memory();
    steady = now.heapMiB < last.heapMiB * 0.99 ? 0 : steady + 1;
    last = now;
  }
  return last;
};

const measure = async (folder: string): Promise<Figures> => {
  const server = await ChildServer.start(folder, values.settings);
  const api = make(server.port);
  const open = async (): Promise<void> => {
    const handle = await api.create();
    const join = isConnected ? api.join : api.joinUnseen;
    await join(handle, 0);
    await join(handle, 1);
  };
  // One session warms everything up that is not to be billed to the others.
  await open();
  const first = await settled(server);
  const figures: Record<string, number> = { rssMiBAt1: first.rssMiB };
  let [count, before] = [1, first];
  for (const target of values.counts.split(",").map(Number)) {
    await inParallel(target - count, 32, open);
    const now = await settled(server);
    // What the last ones cost has nothing in it of a heap that grows once.
    figures[`rssKiBPerSession${count}To${target}`] =
      ((now.rssMiB - before.rssMiB) * 1_024) / (target - count);
    [count, before] = [target, now];
    const per = (mebibytes: number): number => (mebibytes * 1_024) / (count - 1);
    figures[`rssMiBAt${count}`] = now.rssMiB;
    figures[`rssKiBPerSessionAt${count}`] = per(now.rssMiB - first.rssMiB);
    figures[`heapKiBPerSessionAt${count}`] = per(now.heapMiB - first.heapMiB);
  }
  await server.kill();
  return figures;
};

printFigures(await inFolder(measure));
process.exit(0); // thousands of sockets whose server is gone would only reconnect to nothing
