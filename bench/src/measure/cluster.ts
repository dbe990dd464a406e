// What several nodes on one PostgreSQL and one NATS cost, and how soon they go on without one of them. Players flip coins over sockets.
// forward: tables of the node that the players are connected to, and tables of another one, in turns of half a second;
// takeover: the tables' owner is killed, players are connected elsewhere; from the kill to each table's next accepted flip;
// drain: the owner of all tables, where the players are connected, is told to end while all are played at, once every four seconds.
import { parseArgs } from "node:util";
import { Player, type Acted } from "../cluster/player.ts";
import { ownersAt, settled, withNodes, type Nodes, type RunningNode } from "../cluster/nodes.ts";
import { inParallel, pause, printMeasured, type Figures } from "../measuring.ts";
import { latencyFigures } from "../percentiles.ts";

const { values } = parseArgs({
  options: {
    mode: { type: "string", default: "forward" },
    sessions: { type: "string", default: "1" },
    seconds: { type: "string", default: "3" },
    kills: { type: "string", default: "10" },
  },
});
const sessionCount = Number(values.sessions);
const measuredMs = Number(values.seconds) * 1_000;
const turnMs = 500;
const lookMs = 20;
const paceMs = 4_000;

const seat = async (
  count: number,
  openAt: RunningNode,
  at: readonly RunningNode[],
): Promise<readonly Player[]> => {
  const players: Player[] = [];
  const urls = at.map(({ url }) => url);
  await inParallel(count, 16, async () => {
    players.push(await Player.sitDown(openAt.url, urls));
  });
  return players;
};

/** All act again and again until the moment; a refusal is a fault of the measurement. */
const playUntil = async (players: readonly Player[], until: number): Promise<readonly Acted[]> => {
  const acts: Acted[] = [];
  await Promise.all(
    players.map(async (player) => {
      while (performance.now() < until) {
        const acted = await player.act();
        if (acted.refused !== undefined) throw new Error(`refused: ${acted.refused}`);
        acts.push(acted);
      }
    }),
  );
  return acts;
};

const latenciesOf = (acts: readonly Acted[]): number[] => acts.map(({ ms }) => ms);

const named = (prefix: string, figures: Figures): Figures =>
  Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [
      `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      value,
    ]),
  );

const forward = async (nodes: Nodes): Promise<Figures> => {
  const [here, there] = [await nodes.start("a"), await nodes.start("b")];
  await settled([here, there]);
  const local = await seat(sessionCount, here, [here]);
  const remote = await seat(sessionCount, there, [here]);
  await playUntil([...local, ...remote], performance.now() + turnMs);
  const [own, forwarded]: [Acted[], Acted[]] = [[], []];
  let turns = 0;
  for (const until = performance.now() + 2 * measuredMs; performance.now() < until; turns++) {
    own.push(...(await playUntil(local, performance.now() + turnMs)));
    forwarded.push(...(await playUntil(remote, performance.now() + turnMs)));
  }
  for (const player of [...local, ...remote]) player.stop();
  const rate = (acts: readonly Acted[]): number => (acts.length / (turns * turnMs)) * 1_000;
  return {
    localPerSecond: rate(own),
    ...named("local", latencyFigures(latenciesOf(own))),
    forwardedPerSecond: rate(forwarded),
    ...named("forwarded", latencyFigures(latenciesOf(forwarded))),
  };
};

const takeover = async (nodes: Nodes): Promise<Figures> => {
  const stay = [await nodes.start("a"), await nodes.start("b")];
  const gaps: number[] = [];
  for (let kill = 0; kill < Number(values.kills); kill++) {
    const victim = await nodes.start("c");
    await settled([...stay, victim]);
    const players = await seat(sessionCount, victim, stay);
    await playUntil(players, performance.now() + turnMs);
    victim.signal("SIGKILL");
    const killedAt = performance.now();
    await Promise.all(
      players.map(async (player) => {
        await player.act();
        gaps.push(performance.now() - killedAt);
      }),
    );
    for (const player of players) player.stop();
    await victim.gone;
    await settled(stay);
  }
  return { ...latencyFigures(gaps), maxMs: gaps.reduce((a, b) => Math.max(a, b), 0) };
};

const drain = async (nodes: Nodes): Promise<Figures> => {
  const leaving = await nodes.start("a");
  const stay = [await nodes.start("b"), await nodes.start("c")];
  await settled([leaving, ...stay]);
  const players = await seat(sessionCount, leaving, [leaving, ...stay]);
  const until = performance.now() + measuredMs;
  const playing = inTurns(players, until);
  await pause(turnMs);
  leaving.signal("SIGTERM");
  const toldAt = performance.now();
  const isGone = async (): Promise<boolean> =>
    !(await ownersAt(stay[0] ?? leaving)).includes(leaving.name);
  while (!(await isGone())) await pause(lookMs);
  const movedMs = performance.now() - toldAt;
  await leaving.gone;
  const goneMs = performance.now() - toldAt;
  const acts = await playing;
  for (const player of players) player.stop();
  const latencies = latenciesOf(acts);
  return {
    movedMs,
    goneMs,
    actions: acts.length,
    ...latencyFigures(latencies),
    maxMs: latencies.reduce((a, b) => Math.max(a, b), 0),
  };
};

/** Each acts again and again after a while, as people do. */
const inTurns = async (players: readonly Player[], until: number): Promise<readonly Acted[]> => {
  const acts: Acted[] = [];
  await Promise.all(
    players.map(async (player, at) => {
      await pause((at / players.length) * paceMs);
      while (performance.now() < until) {
        const since = performance.now();
        acts.push(await player.act());
        await pause(Math.max(0, paceMs - (performance.now() - since)));
      }
    }),
  );
  const refused = acts.find((acted) => acted.refused !== undefined);
  if (refused) throw new Error(`refused: ${refused.refused}`);
  return acts;
};

const modes = { forward, takeover, drain };
const mode = modes[values.mode as keyof typeof modes]; // the command's own cases name no other
await printMeasured(() => withNodes(mode));
