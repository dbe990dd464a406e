// One table and a thousand spectators, in another process than the server: two players move, and the next move
// is made when every spectator has the update of the last one.
import { parseArgs } from "node:util";
import { WebSocket } from "ws";
import { protocolVersion } from "@parlor/protocol";
import { ChildServer } from "../child-server.ts";
import { inFolder, inParallel, printFigures, type Figures } from "../measuring.ts";
import { make } from "../peers/load.ts";
import { latencyFigures } from "../percentiles.ts";

const { values } = parseArgs({
  options: {
    spectators: { type: "string", default: "1000" },
    seconds: { type: "string", default: "3" },
    "warm-up": { type: "string", default: "1" },
  },
});
const spectatorCount = Number(values.spectators);
/** A frame's beginning tells that it is an update: a spectator here reads no further. */
const updateStarts = ['{"type":"update"', '{"type":"change"'].map((text) => Buffer.from(text));

/** Resolves when the spectator has its first view; from then on `heard` is called at each update. */
const spectate = (port: number, session: string, heard: (bytes: number) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/socket`, { perMessageDeflate: false });
    socket.on("error", reject);
    socket.on("open", () => {
      socket.send(JSON.stringify({ type: "hello", version: protocolVersion }));
      socket.send(JSON.stringify({ type: "watch", session }));
    });
    socket.on("message", (data: Buffer) => {
      if (updateStarts.some((start) => data.subarray(0, start.length).equals(start)))
        heard(data.length);
      else if (data.toString().startsWith('{"type":"watching"')) resolve();
    });
  });

/** Called when nobody is missing any more. */
let allHaveIt: () => void = () => undefined;

const measure = async (folder: string): Promise<Figures> => {
  const server = await ChildServer.start(folder);
  const api = make(server.port);
  const handle = await api.create();
  const players = [await api.join(handle, 0), await api.join(handle, 1)] as const;
  let [missing, frameBytes] = [0, 0];
  await inParallel(spectatorCount, 32, () =>
    spectate(server.port, handle.id, (bytes) => {
      frameBytes = bytes;
      missing -= 1;
      if (missing === 0) allHaveIt();
    }),
  );
  let [cells, turn, n]: [readonly number[], number, number] = [players[0].initial, 0, 0];
  /** One move; resolves with the time that it took until the last of all had it. */
  const move = async (): Promise<number> => {
    missing = spectatorCount;
    const all = new Promise<void>((resolve) => (allHaveIt = resolve));
    const mover = turn === 0 ? players[0] : players[1];
    const own = new Promise<void>((resolve) => {
      mover.onState = (...state) => {
        if (state[2] <= n) return;
        [cells, turn, n] = state;
        mover.onState = null;
        resolve();
      };
    });
    const since = performance.now();
    mover.move(cells, n);
    await Promise.all([all, own]);
    return performance.now() - since;
  };
  for (
    const until = performance.now() + Number(values["warm-up"]) * 1_000;
    performance.now() < until;
  )
    await move();
  const latencies: number[] = [];
  const [cpu, from] = [server.cpuSeconds(), performance.now()];
  while (performance.now() < from + Number(values.seconds) * 1_000) latencies.push(await move());
  const seconds = (performance.now() - from) / 1_000;
  const serverCpu = server.cpuSeconds() - cpu;
  await server.kill();
  const delivered = latencies.length * spectatorCount;
  return {
    deliveredPerSecond: delivered / seconds,
    movesPerSecond: latencies.length / seconds,
    ...latencyFigures(latencies),
    serverCpuMicrosPerDelivery: (serverCpu / delivered) * 1e6,
    frameBytes,
  };
};

printFigures(await inFolder(measure));
process.exit(0); // the spectators' server is gone
