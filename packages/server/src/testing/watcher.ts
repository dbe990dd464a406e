import type { SessionState } from "@parlor/kit";
import type { TestNode } from "./test-cluster.ts";

/** What somebody who watches a session at a node sees, as a socket does: first where it stands, then what comes. */
export class Watcher {
  readonly seqs: number[] = [];
  state: SessionState | undefined;
  stop = (): void => undefined;

  get last(): number | undefined {
    return this.seqs.at(-1);
  }
  see(seq: number, state: SessionState): void {
    if (seq <= (this.last ?? 0)) return;
    this.seqs.push(seq);
    this.state = state;
  }
}

export const watch = async (node: TestNode, session: string): Promise<Watcher> => {
  const watcher = new Watcher();
  const { seq, state } = await node.standing(session);
  watcher.see(seq, state);
  watcher.stop = node.hub.listen(session, (told) => watcher.see(told.entry.seq, told.state));
  return watcher;
};
