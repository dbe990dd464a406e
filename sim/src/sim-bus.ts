import type { Bus, MemoryBus } from "@parlor/server/simulation";

/** A node's bus, and what is seen of its use. */
export interface SimBus extends Bus {
  /** What the node listens to just now. */
  readonly listened: readonly string[];
  /** Nothing of the node runs, or it runs again: what it was not told meanwhile it is told then. */
  stand(isStill: boolean): void;
}

/** `asks` sees every question before it goes out. */
export const simBus = (bus: MemoryBus, asks: (subject: string, text: string) => void): SimBus => {
  const listened: string[] = [];
  let isStill = false;
  const waiting: (() => void)[] = [];
  return {
    kind: bus.kind,
    get isUp() {
      return bus.isUp;
    },
    get listened() {
      return listened;
    },
    stand: (stands) => {
      isStill = stands;
      if (!isStill) for (const go of waiting.splice(0)) go();
    },
    onChange: (changed) =>
      bus.onChange((isUp) => {
        if (isStill) waiting.push(() => changed(isUp));
        else changed(isUp);
      }),
    publish: (subject, text) => bus.publish(subject, text),
    listen: (subject, hear) => {
      listened.push(subject);
      const stop = bus.listen(subject, hear);
      let isOver = false;
      return () => {
        if (!isOver) listened.splice(listened.indexOf(subject), 1);
        isOver = true;
        stop();
      };
    },
    ask: async (subject, text, timeoutMs, signal) => {
      asks(subject, text);
      const answered = await bus.ask(subject, text, timeoutMs, signal);
      // The bus waits by itself, but whoever stands still does not hear that it has waited long enough.
      if (isStill) await new Promise<void>((resolve) => waiting.push(resolve));
      return answered;
    },
    serve: (subject, answer) => bus.serve(subject, answer),
    close: () => bus.close(),
  };
};
