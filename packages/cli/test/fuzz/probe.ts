import { assert, platformRefusals } from "@parlor/kit";
import { games } from "@parlor/games";
import { problem } from "@parlor/protocol";
import { exchange } from "@parlor/server/testing";
import { expect } from "vitest";
import { goesOn, type Scene } from "../scene.ts";

const codes = new Set([
  ...Object.keys(platformRefusals),
  ...games.flatMap(({ refusals }) => Object.keys(refusals ?? {})),
]);

/** Whether a code is one that the interface may answer with. */
export const isKnownCode = (code: string): boolean => codes.has(code);

export interface Heard {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** An event stream never ends by itself: it is enough that it has begun. */
const isStream = (answer: Buffer): boolean =>
  answer.includes("text/event-stream") && answer.includes(": parlor\n\n");

/**
 * The answers to what was sent over one connection. With `ends`, nothing more can come behind it: a server
 * sees the end of what is not whole, but one that sees it in time also gives up what it was about to answer.
 */
export const heardFor = async (
  url: string,
  bytes: string | Uint8Array,
  { ends }: { readonly ends: boolean },
): Promise<Heard[]> => {
  const answer = await exchange(url, bytes, { isEnough: isStream, ends });
  return answersIn(answer.toString("latin1"));
};

export const answersIn = (text: string): Heard[] =>
  text
    .split(/(?=HTTP\/1\.1 \d{3} )/)
    .filter((one) => one.startsWith("HTTP/"))
    .map((one) => {
      const end = one.indexOf("\r\n\r\n");
      const head = end < 0 ? one : one.slice(0, end);
      const [, status = ""] = /^HTTP\/1\.1 (\d{3})/.exec(head) ?? [];
      const [, type = ""] = /^content-type: ([^;\r\n]*)/im.exec(head) ?? [];
      return { status: Number(status), type, body: end < 0 ? "" : one.slice(end + 4) };
    });

export const mustNotFail = ({ status, body }: Heard): void =>
  assert(status >= 200 && status < 500, `it failed with ${status}: ${body}`);

/** No answer may be a failure, and a refusal is a problem document with a code of the list. */
export const mustBeSound = (heard: Heard): void => {
  mustNotFail(heard);
  const { status, type, body } = heard;
  if (status < 400) return;
  assert(type === "application/problem+json", `${status} as ${type}: ${body}`);
  const told = problem.parse(JSON.parse(Buffer.from(body, "latin1").toString()));
  expect(told.status).toBe(status);
  assert(isKnownCode(told.code), `no code of the list: ${told.code}`);
};

/** After everything: the books add up, the process answers, and a game is played as before. */
export const mustGoOn = async (scene: Scene): Promise<void> => {
  expect(await scene.house.server.platform.treasury.audit()).toMatchObject({
    discrepancies: [],
    sums: { "PLAY/2": 0 },
  });
  expect(await goesOn(scene)).toBe(true);
};
