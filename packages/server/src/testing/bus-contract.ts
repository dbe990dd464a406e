import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Bus } from "../ports/bus.ts";
import { hearing, longMs, never, releaseAnswers, settled, type BusPlace } from "./bus-check.ts";
import { busQuestions } from "./bus-questions.ts";

/** What the port asks of every bus. */
export const busContract = (name: string, newPlace: () => Promise<BusPlace>): void => {
  let place: BusPlace;
  let open: Bus[];
  const newBus = async (): Promise<Bus> => {
    const bus = await place.newBus();
    open.push(bus);
    return bus;
  };
  beforeEach(async () => {
    place ??= await newPlace();
    open = [];
    place.errors();
  });
  afterEach(async () => {
    releaseAnswers();
    await Promise.all(open.map((bus) => bus.close()));
  });
  afterAll(() => place?.remove());

  describe(`the bus's promises: ${name}`, () => {
    messages(newBus);
    busQuestions(newBus, () => place);
    outages(newBus, () => place);
    failures(newBus, () => place);
    closing(newBus);
  });
};

const messages = (newBus: () => Promise<Bus>): void => {
  test("what is published is heard by all who listen, the publisher's own too, and in its order", async () => {
    const buses = [await newBus(), await newBus(), await newBus()];
    const all = buses.flatMap((bus) => [hearing(bus, "news"), hearing(bus, "news")]);
    const others = buses.map((bus) => hearing(bus, "other"));
    await Promise.all(buses.map(settled));
    const texts = Array.from({ length: 500 }, (_, index) => `${index} naïve 🎲`);
    for (const text of texts) buses[0]!.publish("news", text);
    for (const { until } of all) expect(await until(texts.length)).toEqual(texts);
    buses[0]!.publish("other", "last");
    for (const { until } of others) expect(await until(1)).toEqual(["last"]);
    for (const { heard } of all) expect(heard).toEqual(texts);
  });

  test("nothing is heard inside of publish", async () => {
    const bus = await newBus();
    const { heard, until } = hearing(bus, "news");
    await settled(bus);
    bus.publish("news", "one");
    bus.publish("news", "two");
    expect(heard).toEqual([]);
    expect(await until(2)).toEqual(["one", "two"]);
  });

  test.each([
    ["a", ["a"]],
    ["a.>", ["a.b", "a.b.c", "a.b.c.d"]],
    ["a.b", ["a.b"]],
    ["a.b.>", ["a.b.c", "a.b.c.d"]],
    ["a.b.c", ["a.b.c"]],
    ["aa.>", ["aa.b"]],
    ["b.>", []],
  ])("who listens to %s hears of %s", async (asked, expected) => {
    const bus = await newBus();
    const { heard } = hearing(bus, asked);
    const end = hearing(bus, "end");
    await settled(bus);
    for (const subject of ["a", "aa", "b", "aa.b", "a.b", "a.bb", "a.b.c", "a.b.c.d"])
      bus.publish(subject, "text");
    bus.publish("end", "");
    await end.until(1);
    const texts = expected.map((subject) => (subject === asked ? "text" : `text on ${subject}`));
    expect(heard.filter((text) => !text.includes("a.bb"))).toEqual(texts);
  });

  test("what is no subject is a bug of the caller", async () => {
    const bus = await newBus();
    for (const subject of ["", ".", "a.", ".a", "a..b", "a b", "a\r\nb", "a.*", "ü", ">", "a>"]) {
      expect(() => bus.publish(subject, "")).toThrow("no subject");
      expect(() => bus.serve(subject, async () => "")).toThrow("no subject");
      expect(() => bus.ask(subject, "", 1)).toThrow("no subject");
      expect(() => bus.listen(subject, () => undefined)).toThrow("no subject");
    }
    expect(() => bus.publish("a.>", "")).toThrow("no subject");
    expect(() => bus.serve("a.>", async () => "")).toThrow("no subject");
  });

  test("who has stopped to listen hears no more; the others do", async () => {
    const bus = await newBus();
    const [one, other] = [hearing(bus, "news"), hearing(bus, "news")];
    await settled(bus);
    bus.publish("news", "one");
    await Promise.all([one.until(1), other.until(1)]);
    one.stop();
    one.stop();
    bus.publish("news", "two");
    expect(await other.until(2)).toEqual(["one", "two"]);
    expect(one.heard).toEqual(["one"]);
  });

  test("an empty text, one of many lines and one of megabytes come as they are", async () => {
    const [one, other] = [await newBus(), await newBus()];
    const { until } = hearing(other, "news");
    await settled(other);
    const large = "\uFEFFnaïve 🎲\r\n".repeat(200_000);
    const texts = ["", "a\r\nb\0c", large, "after", large, large, "last"];
    for (const text of texts) one.publish("news", text);
    const heard = await until(texts.length);
    expect(heard.map((text, index) => text === texts[index])).toEqual(texts.map(() => true));
  });
};

const outages = (newBus: () => Promise<Bus>, place: () => BusPlace): void => {
  test("when it goes down, nothing is sent and nobody there; when it is up again, all go on", async () => {
    const [one, other] = [await newBus(), await newBus()];
    const changes: boolean[] = [];
    one.onChange((isUp) => changes.push(isUp));
    const deaf = one.onChange((isUp) => changes.push(isUp));
    deaf();
    const { heard, until } = hearing(other, "news");
    const { until: untilWild } = hearing(one, "news.>");
    other.serve("question", async (text) => `answer to ${text}`);
    await Promise.all([settled(one), settled(other)]);
    expect([one.isUp, other.isUp]).toEqual([true, true]);

    await place().goDown([one, other]);
    expect([one.isUp, other.isUp]).toEqual([false, false]);
    for (let count = 0; count < 100; count++) one.publish("news", "lost");
    expect(await one.ask("question", "lost", longMs)).toEqual({ kind: "nobody" });
    const late = hearing(other, "late");
    other.serve("later", async () => "later");

    await place().goUp([one, other]);
    expect([one.isUp, other.isUp]).toEqual([true, true]);
    expect(changes).toEqual([false, true]);
    await Promise.all([settled(one), settled(other)]);
    one.publish("news", "found");
    one.publish("news.more", "found");
    one.publish("late", "found");
    await Promise.all([until(1), untilWild(1), late.until(1)]);
    expect(heard).toEqual(["found"]);
    expect(await one.ask("question", "this", longMs)).toMatchObject({ text: "answer to this" });
    expect(await one.ask("later", "", longMs)).toMatchObject({ text: "later" });
  });

  test("what was asked when it goes down is silence", async () => {
    const [one, other] = [await newBus(), await newBus()];
    let reached = (): void => undefined;
    const reaching = new Promise<void>((resolve) => (reached = resolve));
    other.serve("question", () => {
      reached();
      return never();
    });
    await settled(other);
    const asked = one.ask("question", "", longMs);
    await reaching;
    await place().goDown([one, other]);
    expect(await asked).toEqual({ kind: "silence" });
    await place().goUp([one, other]);
  });
};

const failures = (newBus: () => Promise<Bus>, place: () => BusPlace): void => {
  test("a listener that throws keeps nothing from the others, nor the bus from going on", async () => {
    const bus = await newBus();
    bus.listen("news", () => {
      throw new Error("broken");
    });
    const { until } = hearing(bus, "news");
    await settled(bus);
    bus.publish("news", "one");
    bus.publish("news", "two");
    expect(await until(2)).toEqual(["one", "two"]);
    expect(place().errors()).toEqual(Array(2).fill("a listener of the bus failed"));
    const stop = bus.onChange(() => {
      throw new Error("broken");
    });
    await place().goDown([bus]);
    await place().goUp([bus]);
    expect(place().errors()).toEqual(Array(2).fill("a listener of the bus failed"));
    stop();
  });
};

const closing = (newBus: () => Promise<Bus>): void => {
  test("close sends what was published, and the answers under way", async () => {
    const [one, other] = [await newBus(), await newBus()];
    const { until } = hearing(other, "news");
    let reached = (): void => undefined;
    const reaching = new Promise<void>((resolve) => (reached = resolve));
    let answer = (_text: string): void => undefined;
    one.serve("question", () => {
      reached();
      return new Promise((resolve) => (answer = resolve));
    });
    await Promise.all([settled(one), settled(other)]);
    const asked = other.ask("question", "", longMs);
    await reaching;
    const texts = Array.from({ length: 100 }, (_, index) => `${index}`);
    for (const text of texts) one.publish("news", text);
    const closed = one.close();
    expect(await until(texts.length)).toEqual(texts);
    for (let count = 0; count < 20; count++) await settled(other);
    answer("answer");
    await closed;
    expect(await asked).toEqual({ kind: "answered", text: "answer" });
    expect(await other.ask("question", "", longMs)).toEqual({ kind: "nobody" });
  });

  test("a bus that is closed is down, sends nothing, and has nobody; whom it asked it does not wait for", async () => {
    const [one, other] = [await newBus(), await newBus()];
    const { heard, until } = hearing(other, "news");
    other.serve("question", never);
    await settled(other);
    const asked = one.ask("question", "", longMs);
    await one.close();
    await one.close();
    expect(await asked).toEqual({ kind: "silence" });
    expect(one.isUp).toBe(false);
    one.publish("news", "lost");
    expect(await one.ask("question", "", longMs)).toEqual({ kind: "nobody" });
    one.listen("news", () => undefined)();
    one.serve("question", async () => "answer")();
    other.publish("news", "found");
    expect(await until(1)).toEqual(["found"]);
    expect(heard).toEqual(["found"]);
  });
};
