import { connect, orThrow } from "@parlor/client";
import { ticTacToe } from "@parlor/games/tic-tac-toe";
import { expect, onTestFinished, test } from "vitest";
import { serve, temporaryFolder } from "./parlor-process.ts";

const turnTimeoutMs = 3_000;
/** More than a timer is ever late by because of load. */
const lateMs = 1_500;

test(
  "after a standstill of its process a server does not end the turn that ran out meanwhile",
  { timeout: 60_000 },
  async () => {
    const folder = temporaryFolder();
    onTestFinished(() => folder.remove());
    const { server, url } = await serve(folder.path, ["--log", "error"]);
    onTestFinished(async () => server.kill());
    const [ada, bob] = [connect({ url }), connect({ url })];
    onTestFinished(() => [ada, bob].forEach((parlor) => parlor.close()));
    orThrow(await ada.signIn("Ada"));
    orThrow(await bob.signIn("Bob"));
    const { info } = orThrow(await ada.open({ game: "tic-tac-toe", config: { turnTimeoutMs } }));
    const [adas, bobs] = [ada.table(ticTacToe, info.id), bob.table(ticTacToe, info.id)];
    orThrow(await adas.join({ seat: 0 }));
    orThrow(await bobs.join({ seat: 1 }));
    server.child.kill("SIGSTOP");

    // Real time has to pass here: the clock that matters is the machine's.
    const turnEnd = Date.now() + turnTimeoutMs;
    await expect
      .poll(() => Date.now(), { timeout: 2 * turnTimeoutMs + lateMs })
      .toBeGreaterThan(turnEnd + lateMs);
    server.child.kill("SIGCONT");

    // Whoever has an answer to a second question knows that the server's timers have had their turn.
    orThrow(await bob.session(info.id));
    const { view } = orThrow(await bob.session(info.id));
    expect(view.status).toBe("in_progress");
    expect(view.timers["turn"]?.dueAt).toBeLessThan(view.now);
    orThrow(await adas.act({ type: "place", cell: 4 }));
    // The next turn is as long as any.
    const next = orThrow(await bob.session(info.id)).view;
    expect(next.timers["turn"]?.dueAt).toBeGreaterThan(next.now);
    expect(server.errors).toBe("");
  },
);
