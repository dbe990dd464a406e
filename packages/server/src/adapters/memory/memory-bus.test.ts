import { expect, test } from "vitest";
import { busContract } from "../../testing/bus-contract.ts";
import { virtualClock } from "../../testing/virtual-clock.ts";
import { silentLog } from "../pino-log.ts";
import { memoryBus, memoryExchange, type MemoryBus } from "./memory-bus.ts";

busContract("memory", async () => {
  const clock = virtualClock();
  const errors: string[] = [];
  const log = { ...silentLog, error: (_: object, sentence: string) => void errors.push(sentence) };
  const exchange = memoryExchange({ clock, log });
  const buses: MemoryBus[] = [];
  return {
    newBus: async () => {
      const bus = memoryBus(exchange, `bus ${buses.length}`);
      buses.push(bus);
      return bus;
    },
    goDown: async () => {
      for (const bus of buses) bus.goDown();
    },
    goUp: async () => {
      for (const bus of buses) bus.goUp();
    },
    pass: (ms) => clock.advance(ms),
    errors: () => errors.splice(0),
    remove: async () => undefined,
  };
});

test("buses that are cut off from each other are up, hear nothing of each other, and do hear of others", async () => {
  const clock = virtualClock();
  const exchange = memoryExchange({ clock, log: silentLog });
  const [ann, bob, eve] = ["ann", "bob", "eve"].map((name) => memoryBus(exchange, name));
  const heard: string[] = [];
  for (const bus of [bob!, eve!])
    bus.listen("news", (text) => heard.push(`${bus.name} heard ${text}`));
  bob!.serve("question", async () => "answer");
  const join = exchange.cut("bob", "ann");
  ann!.publish("news", "one");
  const asked = ann!.ask("question", "", 1_000);
  await clock.settle();
  expect(heard).toEqual(["eve heard one"]);
  expect([ann!.isUp, bob!.isUp]).toEqual([true, true]);
  await clock.advance(1_000);
  expect(await asked).toEqual({ kind: "silence" });
  join();
  ann!.publish("news", "two");
  await clock.settle();
  expect(heard.slice(1)).toEqual(["bob heard two", "eve heard two"]);
  expect(await ann!.ask("question", "", 1_000)).toEqual({ kind: "answered", text: "answer" });
});

test("who delivers may lose messages, repeat them and turn them round; an answer counts once", async () => {
  const clock = virtualClock();
  const underWay: { readonly path: string; readonly run: () => void }[] = [];
  const exchange = memoryExchange({
    clock,
    log: silentLog,
    deliver: (from, to, run) => void underWay.push({ path: `${from} to ${to}`, run }),
  });
  const [ann, bob] = ["ann", "bob"].map((name) => memoryBus(exchange, name));
  const heard: string[] = [];
  bob!.listen("news", (text) => heard.push(text));
  bob!.serve("question", async (text) => `${text} ${heard.push(text)}`);
  ann!.publish("news", "one");
  ann!.publish("news", "two");
  ann!.publish("news", "three");
  const asked = ann!.ask("question", "which", 1_000);
  expect(underWay.map(({ path }) => path)).toEqual(Array(4).fill("ann to bob"));
  const [one, , three, question] = underWay.splice(0);
  for (const { run } of [three!, one!, one!, question!, question!]) run();
  expect(heard).toEqual(["three", "one", "one", "which", "which"]);
  await clock.settle();
  const answers = underWay.splice(0);
  expect(answers.map(({ path }) => path)).toEqual(["bob to ann", "bob to ann"]);
  for (const { run } of answers) run();
  expect(await asked).toEqual({ kind: "answered", text: "which 4" });
  expect(clock.pending).toBe(0);
});

test("who went down while something was under way to it does not hear it, nor does anybody hear its answer", async () => {
  const clock = virtualClock();
  const exchange = memoryExchange({ clock, log: silentLog });
  const [ann, bob] = ["ann", "bob"].map((name) => memoryBus(exchange, name));
  const heard: string[] = [];
  let answer = (_text: string): void => undefined;
  bob!.listen("news", (text) => heard.push(text));
  bob!.serve("question", () => new Promise((resolve) => (answer = resolve)));
  ann!.publish("news", "one");
  bob!.goDown();
  await clock.settle();
  bob!.goUp();
  expect(heard).toEqual([]);
  const asked = ann!.ask("question", "", 1_000);
  await clock.settle();
  bob!.goDown();
  answer("too late");
  await clock.advance(1_000);
  expect(await asked).toEqual({ kind: "silence" });
});
