import { connect, isRefusal } from "@parlor/client";
import { formatAmount, sessionStatuses } from "@parlor/kit";
import { sessionSummary, type SessionSummary } from "@parlor/protocol";
import { fail } from "./fail.ts";
import { withStore, type StorePlace } from "./store-file.ts";

interface SessionsOptions extends StorePlace {
  readonly url?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

export const listSessions = async (options: SessionsOptions): Promise<void> => {
  if (options.url !== undefined) return fromServer(options.url, options);
  return withStore(options, async (store) => {
    const status = options.all ? sessionStatuses : sessionStatuses.filter((one) => one !== "ended");
    const rows = await store.sessions({ status, limit: listedMax });
    show(
      rows.map(({ summary }) => sessionSummary.parse(JSON.parse(summary))),
      options,
    );
  });
};

const listedMax = 1_000;

const fromServer = async (url: string, options: SessionsOptions): Promise<void> => {
  const parlor = connect({ url });
  const running = await parlor.sessions();
  const ended = options.all ? await parlor.sessions({ status: "ended" }) : [];
  parlor.close();
  if (isRefusal(running) || isRefusal(ended))
    return fail(isRefusal(running) ? running.text : "The server did not answer.");
  show([...running, ...ended], options);
};

const show = (sessions: readonly SessionSummary[], { json }: SessionsOptions): void => {
  if (json) return console.log(JSON.stringify(sessions, null, 2));
  if (sessions.length === 0) return console.log("There are no sessions.");
  const rows = sessions.map((session) => {
    const seated = session.players.filter(Boolean).length;
    const limits = `${formatAmount(session.limits.min, session.currency)} - ${formatAmount(session.limits.max, session.currency)}`;
    return [
      session.id,
      session.game,
      session.status,
      `${seated}/${session.seatCount}`,
      limits,
      session.title,
    ];
  });
  const table = [["session", "game", "status", "seats", "limits", "title"], ...rows];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of table)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
};
