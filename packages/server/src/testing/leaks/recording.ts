/** What came to somebody in one way, at one step of the play. */
export interface Recorded {
  readonly step: number;
  readonly text: string;
}

/** Everything that a world told, by who was told and how. */
export class Recording {
  /** By whom, then by channel. */
  readonly told = new Map<string, Map<string, Recorded[]>>();
  /** What the play is at: 0 is the opening. */
  step = 0;

  add(who: string, channel: string, text: string): void {
    const channels = this.told.get(who) ?? new Map<string, Recorded[]>();
    this.told.set(who, channels);
    const records = channels.get(channel) ?? [];
    channels.set(channel, records);
    records.push({ step: this.step, text });
  }
}

/**
 * What the platform does not decide and what is not the same twice: the HTTP library's clock, and the
 * answer to a handshake's random key.
 */
export const withoutClock = (text: string): string =>
  text.replace(/^(date|sec-websocket-accept): [^\r\n]*/gim, "$1: …");
