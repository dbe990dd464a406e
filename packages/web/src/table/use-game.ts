import { isRefusal, type Parlor } from "@parlor/client";
import type { GameInfo } from "@parlor/protocol";
import { useEffect, useState } from "react";
import { useParlor } from "../page-context.tsx";

type Asked = ReturnType<Parlor["game"]>;
const asked = new WeakMap<Parlor, Map<string, Asked>>();

/** Several parts of the page want to know the same of a game at the same time: the server is asked once. */
const askOnce = (parlor: Parlor, id: string): Asked => {
  const byId = asked.get(parlor) ?? new Map<string, Asked>();
  asked.set(parlor, byId);
  const known = byId.get(id);
  if (known) return known;
  const answer = parlor.game(id);
  byId.set(id, answer);
  // A game may be there later that is not there yet, and a server may be that did not answer.
  const forget = (): void => void byId.delete(id);
  answer.then((game) => isRefusal(game) && forget(), forget);
  return answer;
};

/** What the server says of a game; null until it has, and of a game that it no longer has. */
export const useGame = (id: string): GameInfo | null => {
  const parlor = useParlor();
  const [game, setGame] = useState<GameInfo | null>(null);
  useEffect(() => {
    let gone = false;
    const look = async (): Promise<void> => {
      const answer = await askOnce(parlor, id);
      if (!gone && !isRefusal(answer)) setGame(answer);
    };
    void look();
    return () => {
      gone = true;
    };
  }, [parlor, id]);
  return game;
};
