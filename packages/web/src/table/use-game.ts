import { isRefusal } from "@parlor/client";
import type { GameInfo } from "@parlor/protocol";
import { useEffect, useState } from "react";
import { useParlor } from "../page-context.tsx";

/** What the server says of a game; null until it has, and of a game that it no longer has. */
export const useGame = (id: string): GameInfo | null => {
  const parlor = useParlor();
  const [game, setGame] = useState<GameInfo | null>(null);
  useEffect(() => {
    let gone = false;
    const look = async (): Promise<void> => {
      const answer = await parlor.game(id);
      if (!gone && !isRefusal(answer)) setGame(answer);
    };
    void look();
    return () => {
      gone = true;
    };
  }, [parlor, id]);
  return game;
};
