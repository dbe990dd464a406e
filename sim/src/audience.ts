import type { Random } from "@parlor/kit";
import type { Checker } from "./check/checker.ts";
import type { Fleet } from "./fleet.ts";
import { FeedReader, Subscriber } from "./subscriber.ts";
import type { Report } from "./violation.ts";

export interface AudienceWorld {
  readonly random: Random;
  readonly fleet: Fleet;
  readonly checker: Checker;
  readonly report: Report;
}

/** Those who listen to events and read the feed. There is always one who listens at each node, with a small buffer. */
export class Audience {
  readonly feed: FeedReader;
  readonly #world: AudienceWorld;
  #subscribers: readonly Subscriber[] = [];

  constructor(world: AudienceWorld) {
    this.#world = world;
    this.feed = new FeedReader(world.checker, world.report);
  }

  /** Somebody reads on. */
  read(): string {
    const { random, fleet } = this.#world;
    this.#sitDown();
    if (random.int(2) === 0 || this.#subscribers.length === 0) {
      this.feed.read(fleet.any(), fleet.isCluster && random.int(6) === 0);
      return "the feed is read";
    }
    random.pick(this.#subscribers).read();
    return "a subscriber reads";
  }

  #sitDown(): void {
    const { random, fleet, checker, report } = this.#world;
    const staying = this.#subscribers.filter(({ node }) => node.status !== "dead");
    const known = new Set(staying.map(({ node }) => node));
    const fresh = fleet.up.flatMap((node) => {
      if (!node.platform || known.has(node)) return [];
      return [new Subscriber(node, node.platform, random.pick([3, 20]), checker, report)];
    });
    this.#subscribers = [...staying, ...fresh];
  }
}
