/** First in, first out, at the same price however many wait: a list's `shift` moves all behind it. */
export class Fifo<Item> {
  #incoming: Item[] = [];
  /** In reverse order. */
  #outgoing: Item[] = [];

  get length(): number {
    return this.#incoming.length + this.#outgoing.length;
  }

  push(item: Item): void {
    this.#incoming.push(item);
  }

  shift(): Item | undefined {
    if (this.#outgoing.length === 0) {
      this.#outgoing = this.#incoming.toReversed();
      this.#incoming = [];
    }
    return this.#outgoing.pop();
  }
}
