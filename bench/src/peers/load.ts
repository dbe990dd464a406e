// Parlor for the load generator of the peers' harness: raw sockets that speak the protocol of the SDK.
import { guestReply, protocolVersion, sessionReply } from "@parlor/protocol";
import { z } from "zod";
import { WebSocket } from "ws";
import { drawnOrder } from "../endless-tic-tac-toe.ts";

interface Handle {
  readonly id: string;
  readonly tokens: readonly string[];
}

/** What the harness drives: it sets `onState` and calls `move`. */
interface Client {
  initial: readonly number[];
  onState: ((cells: readonly number[], turn: number, n: number) => void) | null;
  move(cells: readonly number[], n: number): void;
  close(): void;
}

const gameView = z.object({ n: z.int() });

export const make = (port: number) => {
  const url = `127.0.0.1:${port}`;
  const ask = async (path: string, body?: unknown, token?: string): Promise<unknown> => {
    const reply = await fetch(`http://${url}${path}`, {
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
    });
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
    return reply.json();
  };
  const guest = async (name: string) => guestReply.parse(await ask("/v1/guests", { name })).token;
  return {
    /** Both seats are told of every move, the mover too. */
    fanout: 2,
    create: async (): Promise<Handle> => {
      const tokens = await Promise.all([guest("Nought"), guest("Cross")]);
      const opened = await ask("/v1/sessions", { game: "endless-tic-tac-toe" }, tokens[0]);
      return { id: sessionReply.parse(opened).info.id, tokens };
    },
    join: ({ id, tokens }: Handle, seat: number): Promise<Client> =>
      sit(url, id, tokens[seat], seat),
    /** Takes a seat over HTTP: nobody stays connected. */
    joinUnseen: async ({ id, tokens }: Handle, seat: number): Promise<void> => {
      const command = { kind: "join", id: `join-${seat}`, seat };
      await ask(`/v1/sessions/${id}/commands`, command, tokens[seat]);
    },
    peek: async ({ id }: Handle): Promise<number> => {
      const { view } = sessionReply.parse(await ask(`/v1/sessions/${id}`));
      return gameView.parse(view.view).n;
    },
  };
};

/** The frames that matter here, as far as they matter; the server is the one that is measured. */
type Frame =
  | { readonly type: "watching" | "update"; readonly view: { readonly view: Board } }
  | {
      readonly type: "change";
      readonly view: { readonly view?: Board; readonly fields?: Partial<Board> };
    }
  | { readonly type: "reply"; readonly reply: { readonly refused?: string } }
  | { readonly type: "welcome" | "wallet" | "error" };
interface Board {
  readonly cells: readonly number[];
  readonly turn: number;
  readonly n: number;
}

const sit = (
  url: string,
  session: string,
  token: string | undefined,
  seat: number,
): Promise<Client> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${url}/v1/socket`, { perMessageDeflate: false });
    const send = (message: object): void => socket.send(JSON.stringify(message));
    const command = (one: object): void => send({ type: "command", session, command: one });
    const client: Client = {
      initial: [],
      onState: null,
      move: (cells, n) => {
        const cell = drawnOrder[cells.filter((mark) => mark !== 0).length];
        command({ kind: "act", id: `move-${n}`, action: { type: "place", cell } });
      },
      close: () => socket.terminate(),
    };
    let isSeated = false;
    let board: Board | undefined;
    socket.on("error", reject);
    const show = (now: Board): void => {
      board = now;
      client.initial = now.cells;
      client.onState?.(now.cells, now.turn, now.n);
    };
    socket.on("open", () => {
      send({ type: "hello", version: protocolVersion, token });
      command({ kind: "join", id: `join-${seat}`, seat });
      send({ type: "watch", session });
    });
    socket.on("message", (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as Frame; // from our own server, of the asked version
      switch (frame.type) {
        case "update":
        case "watching":
          show(frame.view.view);
          break;
        case "change":
          // What the game shows has changed in some fields, as a whole, or not at all.
          if (board) show({ ...board, ...(frame.view.view ?? frame.view.fields) });
          break;
        case "reply":
          if (frame.reply.refused !== undefined) throw new Error(frame.reply.refused);
          isSeated = true;
          break;
        case "error":
          throw new Error(data.toString());
        default:
          break;
      }
      if (isSeated && board) resolve(client);
    });
  });
