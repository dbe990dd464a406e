// One crash table with all its seats taken, in another process than the server: they bet one after the other, and
// everybody is told of every bet.
import { parseArgs } from "node:util";
import { guestReply, protocolVersion, sessionReply } from "@parlor/protocol";
import { WebSocket } from "ws";
import { ChildServer } from "../child-server.ts";
import { inFolder, inParallel, printFigures, type Figures } from "../measuring.ts";
import { latencyFigures } from "../percentiles.ts";

const { values } = parseArgs({
  options: {
    players: { type: "string", default: "500" },
    /** Of these, so many bet before anything is measured. */
    "warm-up": { type: "string", default: "50" },
    bets: { type: "string", default: "450" },
  },
});
const [playerCount, warmUp] = [Number(values.players), Number(values["warm-up"])];
const betCount = Math.min(Number(values.bets), playerCount - warmUp);
/** Only replies are read: to parse every update for every player would be all that this process does. */
const replyStart = Buffer.from('{"type":"reply"');
const startOf = (start: Buffer, data: Buffer): boolean =>
  data.subarray(0, start.length).equals(start);
const updateStarts = ['{"type":"update"', '{"type":"change"'].map((text) => Buffer.from(text));

let [updateCount, updateBytes] = [0, 0];
/** Called when everybody has been told of as many bets as there were. */
let allTold: () => void = () => undefined;
let due = Number.POSITIVE_INFINITY;

interface Player {
  command(command: object): Promise<void>;
  watch(): Promise<void>;
}

const connect = (port: number, session: string, token: string, name: string): Promise<Player> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/socket`, { perMessageDeflate: false });
    const send = (message: object): void => socket.send(JSON.stringify(message));
    let [commands, replied, watching] = [0, (): void => undefined, (): void => undefined];
    const player: Player = {
      command: (command) =>
        new Promise((done) => {
          replied = done;
          commands += 1;
          send({ type: "command", session, command: { ...command, id: `${name}-${commands}` } });
        }),
      watch: () =>
        new Promise((done) => {
          watching = done;
          send({ type: "watch", session });
        }),
    };
    socket.on("error", reject);
    socket.on("open", () => send({ type: "hello", version: protocolVersion, token }));
    socket.on("message", (data: Buffer) => {
      if (updateStarts.some((start) => startOf(start, data))) {
        updateCount += 1;
        updateBytes += data.length;
        if (updateCount === due) allTold();
      } else if (startOf(replyStart, data)) {
        if (data.includes('"refused"')) throw new Error(data.toString());
        replied();
      } else if (startOf(Buffer.from('{"type":"welcome"'), data)) resolve(player);
      else if (startOf(Buffer.from('{"type":"watching"'), data)) watching();
    });
  });

const measure = async (folder: string): Promise<Figures> => {
  const server = await ChildServer.start(folder);
  const ask = async (path: string, body: object, token?: string): Promise<unknown> => {
    const reply = await fetch(`http://127.0.0.1:${server.port}${path}`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: {
        "content-type": "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
    });
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
    return reply.json();
  };
  const guest = async (name: string) => guestReply.parse(await ask("/v1/guests", { name })).token;
  const config = { bettingMs: 60_000 };
  const opening = { game: "crash", seatCount: playerCount, config };
  const opened = await ask("/v1/sessions", opening, await guest("Host"));
  const session = sessionReply.parse(opened).info.id;
  const players: Player[] = [];
  await inParallel(playerCount, 16, async (index) => {
    const player = await connect(server.port, session, await guest(`P ${index}`), `p${index}`);
    await player.command({ kind: "join", seat: index });
    players.push(player);
  });
  for (const player of players) await player.watch();

  const latencies: number[] = [];
  const bet = async (player: Player): Promise<void> => {
    const since = performance.now();
    await player.command({ kind: "act", action: { type: "bet", stake: 100, target: 200 } });
    latencies.push(performance.now() - since);
  };
  /** Bets of so many players; resolves when everybody has been told of all of them. */
  const bets = async (those: readonly Player[]): Promise<void> => {
    const told = new Promise<void>((resolve) => (allTold = resolve));
    [updateCount, updateBytes, due] = [0, 0, those.length * playerCount];
    for (const player of those) await bet(player);
    await told;
  };
  await bets(players.slice(0, warmUp));
  latencies.length = 0;
  const [cpu, from] = [server.cpuSeconds(), performance.now()];
  await bets(players.slice(warmUp, warmUp + betCount));
  const seconds = (performance.now() - from) / 1_000;
  const serverCpu = server.cpuSeconds() - cpu;
  await server.kill();
  return {
    betsPerSecond: betCount / seconds,
    ...latencyFigures(latencies),
    serverCpuMillisPerBet: (serverCpu / betCount) * 1_000,
    bytesPerUpdate: updateBytes / updateCount,
  };
};

printFigures(await inFolder(measure));
process.exit(0); // the players' server is gone
