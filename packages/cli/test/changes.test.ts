import { connect, type Socket, type SocketEvents, type TableUpdate } from "@parlor/client";
import { seatOf } from "@parlor/kit";
import type { SessionView } from "@parlor/protocol";
import { Connection, textOfFrame } from "@parlor/server/simulation";
import { testPlatform, type TestPlatform } from "@parlor/server/testing";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { changingShapes } from "./changing-shapes.ts";

const names = ["ann", "ben", "cid"] as const;
const runCount = process.env["CI"] === "true" ? 1_000 : 100;

/** More than an outbox takes updates at, and less than a client is given up at. */
const stalledBytes = 500_000;

type ServerSocket = ConstructorParameters<typeof Connection>[1];
type Listener = (...given: readonly unknown[]) => void;

/** Both ends of one connection: what the server sends waits until it is let through. */
class Link {
  /** How many changes have come to clients. */
  static changeCount = 0;
  readonly OPEN = 1;
  readyState = 1;
  readonly client: SocketEvents;
  readonly #listeners = new Map<string, Listener>();
  readonly #down: { readonly text: string; readonly sent: () => void }[] = [];
  #isStalled = false;
  #sent: (() => void) | undefined;

  constructor(client: SocketEvents) {
    this.client = client;
  }
  get bufferedAmount(): number {
    return this.#isStalled ? stalledBytes : 0;
  }
  on(event: string, listener: Listener): void {
    this.#listeners.set(event, listener);
  }
  write(frame: Buffer, sent: () => void): void {
    this.send(textOfFrame(frame), {}, sent);
  }
  cork(): void {}
  uncork(): void {}
  send(text: string, _options: unknown, sent: () => void): void {
    this.#sent = sent;
    this.#down.push({ text, sent });
  }
  close(): void {
    if (this.readyState !== this.OPEN) return;
    this.readyState = 3;
    this.#listeners.get("close")?.();
  }
  terminate(): void {
    this.close();
  }
  /** A network that takes nothing more off the server's hands, until it does again. */
  stall(isStalled: boolean): void {
    this.#isStalled = isStalled;
    if (!isStalled) this.#sent?.();
  }
  up(text: string): void {
    if (this.readyState === this.OPEN) this.#listeners.get("message")?.(Buffer.from(text), false);
  }
  carry(count = Number.POSITIVE_INFINITY): void {
    for (let carried = 0; carried < count && this.readyState === this.OPEN; carried++) {
      const frame = this.#down.shift();
      if (!frame) return;
      if (frame.text.startsWith('{"type":"change"')) Link.changeCount += 1;
      this.client.message(frame.text);
      frame.sent();
    }
  }
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
};

/** The SDK at a real connection of the server, without a network between. */
class Client {
  readonly #platform: TestPlatform;
  readonly #token: string | undefined;
  #link: Link | undefined;
  #due: (() => void) | undefined;
  readonly #table: ReturnType<ReturnType<typeof connect>["table"]>;
  readonly #heard: (update: TableUpdate) => void;
  #unwatch: () => void;

  constructor(
    platform: TestPlatform,
    session: string,
    token: string | undefined,
    heard: (update: TableUpdate) => void,
  ) {
    this.#platform = platform;
    this.#token = token;
    this.#heard = heard;
    let ids = 0;
    const parlor = connect({
      url: "http://parlor",
      ...(token === undefined ? {} : { token }),
      surroundings: {
        openSocket: (_url, events) => this.#open(events),
        fetch: () => Promise.reject(new Error("there is no HTTP here")),
        now: () => 0,
        after: (_ms, run) => {
          this.#due = run;
          return () => (this.#due = undefined);
        },
        random: () => 0,
        newId: () => `${token}-${++ids}`,
      },
    });
    this.#table = parlor.table(session);
    this.#unwatch = this.#table.watch(heard);
  }

  get view(): TableUpdate["view"] | undefined {
    return this.#table.latest?.view;
  }
  stall(isStalled: boolean): void {
    this.#link?.stall(isStalled);
  }
  carry(count?: number): void {
    this.#link?.carry(count);
  }
  watchAnew(): void {
    this.#unwatch();
    this.#unwatch = this.#table.watch(this.#heard);
  }
  /** The connection is lost, and the SDK comes back at once. */
  comeBack(): void {
    this.#link?.close();
    this.#link?.client.closed();
    this.#due?.();
  }

  #open(events: SocketEvents): Socket {
    const link = new Link(events);
    this.#link = link;
    const identity = { id: this.#token ?? "", name: this.#token ?? "" };
    const gateway = {
      platform: this.#platform,
      mayCommand: () => true,
      askerOfToken: (token: string | undefined) =>
        Promise.resolve(
          token === undefined
            ? ({ kind: "nobody" } as const)
            : ({ kind: "player", player: identity } as const),
        ),
    };
    // Of a WebSocket the server's connection uses nothing but what is written out above.
    void new Connection(gateway, link as unknown as ServerSocket, link, () => undefined);
    queueMicrotask(() => events.opened());
    return { send: (text) => link.up(text), close: () => link.close() };
  }
}

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("turn"), who: fc.nat(2), n: fc.nat(3) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("tick"), who: fc.nat(2), n: fc.nat(3) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom("join", "leave", "stall", "flow", "watch", "back", "pause", "resume"),
      who: fc.nat(3),
      n: fc.nat(3),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("carry"), who: fc.nat(3), n: fc.nat(3) }) },
);

const withoutNow = ({ now: _now, ...view }: SessionView | TableUpdate["view"]): object => view;

/** What a fresh look shows each seat, and a spectator (null), after each entry. */
const freshLooks = async (platform: TestPlatform, session: string) => {
  const looks = new Map<string, object>();
  const lookAt = (standing: Awaited<ReturnType<TestPlatform["standing"]>>): void => {
    for (const seat of [null, 0, 1, 2])
      looks.set(`${standing.seq} ${seat}`, withoutNow(platform.sessions.look(standing, seat)));
  };
  lookAt(await platform.standing(session));
  platform.hub.listen(session, ({ setup, state, entry: { seq } }) =>
    lookAt({ id: session, setup, state, seq }),
  );
  return looks;
};

test("[V1] a client of changes sees at every moment what a fresh look shows: whoever comes, goes, lags or comes back", async () => {
  let managed = 0;
  const steps = fc.array(step, { minLength: 5, maxLength: 60 });
  const property = fc.asyncProperty(steps, async (wished) => {
    const platform = await testPlatform({ games: [changingShapes] });
    const { id: session } = await platform.open({ game: "changing-shapes", seatCount: 3 }, "ann");
    const looks = await freshLooks(platform, session);
    const seen: TableUpdate["view"][] = [];
    await platform.join(session, "ann");
    const hear = ({ view }: TableUpdate): void => {
      seen.push(view);
    };
    const clients = [...names, undefined].map(
      (token) => new Client(platform, session, token, hear),
    );
    await settled();
    for (const client of clients) client.carry();
    for (const { do: what, who, n } of wished) {
      const [name, client] = [names[who] ?? "ann", clients[who]];
      if (what === "turn") await platform.act(session, name, { type: "turn", shape: n });
      if (what === "tick") await platform.act(session, name, { type: "tick" });
      if (what === "join") await platform.join(session, name, n === 3 ? undefined : n);
      if (what === "leave") await platform.leave(session, name);
      if (what === "stall" || what === "flow") client?.stall(what === "stall");
      if (what === "watch") client?.watchAnew();
      if (what === "back") client?.comeBack();
      if (what === "carry") client?.carry(n);
      if (what === "pause" || what === "resume")
        await platform.sessions.submit(session, {
          kind: what,
          id: `${what}-${(managed += 1)}`,
          by: "ann",
        });
      if (what === "watch" || what === "back") await settled();
    }
    for (const client of clients) client.stall(false);
    for (let turn = 0; turn < 4; turn++) {
      for (const client of clients) client.carry();
      await settled();
    }
    for (const view of seen)
      expect(withoutNow(view)).toStrictEqual(looks.get(`${view.seq} ${view.you}`));
    const standing = await platform.standing(session);
    for (const [index, client] of clients.entries()) {
      const fresh = platform.sessions.look(standing, seatOf(standing.state, names[index] ?? ""));
      expect(client.view && withoutNow(client.view)).toStrictEqual(withoutNow(fresh));
    }
    await platform.stop();
  });
  await fc.assert(property, { numRuns: runCount });
  expect(Link.changeCount).toBeGreaterThan(runCount);
}, 60_000);
