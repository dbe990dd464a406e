import { secretsIn } from "../sealed-cards.ts";
import type { Report } from "../violation.ts";
import type { Line } from "./line.ts";
import type { SessionModel } from "./session-model.ts";

const seedPattern = /[0-9a-f]{64}/g;

/** [V1] Knows every secret and who may see it, and looks for them in whatever is let out. */
export class Sight {
  /** Whose a word or a card is; null once everybody may see it. */
  readonly #owners = new Map<number, string | null>();
  readonly #models: SessionModel[] = [];
  /** The seeds of finished rounds that nobody may ever be told, and whose they are. */
  readonly #sealedSeeds = new Map<string, SessionModel>();

  /** A player is about to seal this word. */
  choose(word: number, player: string): void {
    this.#owners.set(word, player);
  }

  /** Secrets come up, and are shown, with the entries. */
  read({ did, command }: Line, model: SessionModel): void {
    if (command.kind === "create") this.#models.push(model);
    if (did.finished && model.game.rounds === "sealed")
      this.#sealedSeeds.set(did.finished.serverSeed, model);
    for (const { type, data, to } of did.events) {
      const numbers = secretsIn(JSON.stringify(data));
      const owner = to && "player" in command ? command.player : null;
      if (type === "own-card" || type === "shown")
        for (const number of numbers) this.#owners.set(number, owner);
    }
  }

  /** `viewer` is the player who is told; null for everybody else, and for the log. */
  check(text: string, viewer: string | null, where: string, report: Report): void {
    for (const found of secretsIn(text)) {
      const owner = this.#owners.get(found);
      if (owner === undefined || (owner !== null && owner !== viewer))
        report("V1", `${where} shows ${found} of ${owner ?? "nobody"} to ${viewer ?? "everybody"}`);
    }
    for (const [seed] of text.matchAll(seedPattern)) {
      const model = this.#sealedSeeds.get(seed);
      if (model) report("V1", `${where} shows the seed of a sealed round of ${model.id}`);
    }
    for (const model of this.#models) {
      if (text.includes(model.secret)) report("V1", `${where} shows the secret of ${model.id}`);
      if (!model.hasEnded && text.includes(model.sealedSeed))
        report("V1", `${where} shows the seed of a round of ${model.id} that is not over`);
    }
  }
}
