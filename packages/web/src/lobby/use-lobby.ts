import { isRefusal } from "@parlor/client";
import type { GameInfo, SessionSummary } from "@parlor/protocol";
import { useEffect, useState } from "react";
import { usePage } from "../page-context.tsx";

const refreshMs = 3_000;

/** The games and the tables that are not over, looked up again every few seconds while the page is in sight. */
export const useLobby = () => {
  const { client, tell } = usePage();
  const [games, setGames] = useState<readonly GameInfo[] | null>(null);
  const [sessions, setSessions] = useState<readonly SessionSummary[] | null>(null);

  useEffect(() => {
    let gone = false;
    let told = false;
    const refresh = async (): Promise<void> => {
      const [newGames, newSessions] = await Promise.all([
        client.parlor.games(),
        client.parlor.sessions(),
      ]);
      if (gone) return;
      const refusal = [newGames, newSessions].find((answer) => isRefusal(answer));
      // One message for one outage; the tables come back by themselves.
      if (isRefusal(refusal) && !told) tell(refusal);
      told = refusal !== undefined;
      if (!isRefusal(newGames)) setGames(newGames);
      if (!isRefusal(newSessions))
        setSessions(newSessions.filter(({ status }) => status !== "ended"));
    };
    void refresh();
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void refresh();
    }, refreshMs);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [client, tell]);

  return { games, sessions };
};
