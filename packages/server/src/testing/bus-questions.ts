import { expect, test } from "vitest";
import type { Bus } from "../ports/bus.ts";
import { hearing, longMs, never, settled, shortMs, type BusPlace } from "./bus-check.ts";

/** What the port says of questions and answers. */
export const busQuestions = (newBus: () => Promise<Bus>, place: () => BusPlace): void => {
  test("who serves a subject answers; many questions at once each get their own answer", async () => {
    const [one, other] = [await newBus(), await newBus()];
    other.serve("double", async (text) => text + text);
    await settled(other);
    const asked = Array.from({ length: 300 }, (_, index) =>
      (index % 2 === 0 ? one : other).ask("double", `${index} 🎲 `, longMs),
    );
    expect(await Promise.all(asked)).toEqual(
      asked.map((_, index) => ({ kind: "answered", text: `${index} 🎲 ${index} 🎲 ` })),
    );
  });

  test("questions and answers may be as large as other texts", async () => {
    const [one, other] = [await newBus(), await newBus()];
    other.serve("turn", async (text) => `answer to ${text}`);
    await settled(other);
    const large = "naïve 🎲".repeat(200_000);
    const asked = ["small", large, large, ""].map((text) => one.ask("turn", text, longMs));
    const texts = (await Promise.all(asked)).map((answer) =>
      answer.kind === "answered" ? answer.text : answer.kind,
    );
    const expected = ["small", large, large, ""].map((text) => `answer to ${text}`);
    expect(texts.map((text, index) => text === expected[index])).toEqual(expected.map(() => true));
  });

  test("nobody serves it: not before, not after it was served, and listeners are nobody", async () => {
    const [one, other] = [await newBus(), await newBus()];
    const { heard } = hearing(other, "question");
    await settled(other);
    expect(await one.ask("question", "", longMs)).toEqual({ kind: "nobody" });
    const stop = other.serve("question", async () => "answer");
    await settled(other);
    expect(await one.ask("question", "", longMs)).toEqual({ kind: "answered", text: "answer" });
    expect(await one.ask("question.more", "", longMs)).toEqual({ kind: "nobody" });
    stop();
    await settled(other);
    expect(await one.ask("question", "", longMs)).toEqual({ kind: "nobody" });
    expect(heard).toEqual([]);
  });

  test("where two serve it, the first answer counts; one that has none does not hide the other's", async () => {
    const [one, other] = [await newBus(), await newBus()];
    let asked = 0;
    one.serve("question", async () => {
      asked += 1;
      throw new Error("no idea");
    });
    other.serve("question", async () => `answer ${++asked}`);
    await Promise.all([settled(one), settled(other)]);
    const answered = await one.ask("question", "", longMs);
    expect(answered).toEqual({ kind: "answered", text: expect.stringMatching(/^answer [12]$/) });
  });

  test("no answer in time is silence, and one that comes too late is nothing", async () => {
    const [one, other] = [await newBus(), await newBus()];
    const answers: ((text: string) => void)[] = [];
    other.serve("question", () => new Promise((resolve) => answers.push(resolve)));
    await settled(other);
    const asked = one.ask("question", "first", shortMs);
    await place().pass(shortMs);
    expect(await asked).toEqual({ kind: "silence" });
    const again = one.ask("question", "second", longMs);
    other.serve("now", async () => "");
    await settled(other);
    await one.ask("now", "", longMs);
    answers[0]!("too late");
    answers[1]!("answer");
    expect(await again).toEqual({ kind: "answered", text: "answer" });
  });

  test("who calls its question off waits no longer", async () => {
    const [one, other] = [await newBus(), await newBus()];
    let reached = (): void => undefined;
    const reaching = new Promise<void>((resolve) => (reached = resolve));
    other.serve("question", () => {
      reached();
      return never();
    });
    await settled(other);
    const calling = new AbortController();
    const asked = one.ask("question", "", longMs, calling.signal);
    await reaching;
    calling.abort();
    expect(await asked).toEqual({ kind: "silence" });
    expect(await one.ask("question", "", longMs, calling.signal)).toEqual({ kind: "silence" });
  });

  test("where the answer rejects or throws, the asker hears nothing, and it is logged", async () => {
    const [one, other] = [await newBus(), await newBus()];
    other.serve("reject", async () => Promise.reject(new Error("broken")));
    other.serve("throw", () => {
      throw new Error("broken");
    });
    await settled(other);
    const asked = ["reject", "throw"].map((subject) => one.ask(subject, "", shortMs));
    await place().pass(shortMs);
    expect(await Promise.all(asked)).toEqual([{ kind: "silence" }, { kind: "silence" }]);
    expect(place().errors()).toEqual(Array(2).fill("a question was not answered"));
  });
};
