import { unreachable } from "@parlor/kit";
import type { z } from "zod";
import { askTimeoutMs } from "../limits.ts";
import type { Bus } from "../ports/bus.ts";
import {
  announcement,
  answers,
  question,
  readMessage,
  subjects,
  type Announcement,
  type AnswerTo,
  type Question,
} from "./messages.ts";

type Asked<Ask extends Question["ask"]> = Extract<Question, { readonly ask: Ask }>;
/** Who answers this node's share of the questions. */
export type Desk = {
  readonly [Ask in Question["ask"]]: (asked: Asked<Ask>) => Promise<AnswerTo<Ask>>;
};

/** The other nodes, as this one speaks with them. */
export class Colleagues {
  readonly #bus: Bus;

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  /** The node's answer; "nobody" where the question did not reach it, "silence" where nobody knows. */
  async ask<Ask extends Question["ask"]>(
    node: string,
    asked: Asked<Ask>,
    signal?: AbortSignal,
  ): Promise<AnswerTo<Ask> | "nobody" | "silence"> {
    const subject = subjects.node(node);
    const answered = await this.#bus.ask(subject, JSON.stringify(asked), askTimeoutMs, signal);
    if (answered.kind !== "answered") return answered.kind;
    const schema: z.ZodType = answers[asked.ask];
    // The table has each question's own schema under its name.
    return (readMessage(schema, answered.text) as AnswerTo<Ask> | undefined) ?? "silence";
  }

  /** Answers what is asked of the node; a question that is not understood gets no answer. */
  answer(node: string, desk: Desk): () => void {
    return this.#bus.serve(subjects.node(node), async (text) => {
      const asked = readMessage(question, text);
      if (!asked) throw new Error("a question was not understood");
      return JSON.stringify(await this.#answerTo(asked, desk));
    });
  }

  #answerTo(asked: Question, desk: Desk): Promise<AnswerTo<Question["ask"]>> {
    switch (asked.ask) {
      case "submit":
        return desk.submit(asked);
      case "open":
        return desk.open(asked);
      case "watch":
        return desk.watch(asked);
      case "check":
        return desk.check(asked);
      default:
        return unreachable(asked);
    }
  }

  announce(said: Announcement): void {
    this.#bus.publish(subjects.announcements, JSON.stringify(said));
  }

  onAnnouncement(hear: (said: Announcement) => void): () => void {
    return this.#bus.listen(subjects.announcements, (text) => {
      const said = readMessage(announcement, text);
      if (said) hear(said);
    });
  }
}
