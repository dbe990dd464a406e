import type { Refusal } from "@parlor/kit";

/** Who a token stands for. The id is public; only the token is a secret. */
export interface Identity {
  readonly id: string;
  readonly name: string;
}

export interface SignedIn {
  readonly player: Identity;
  readonly token: string;
  readonly expiresAt: number;
}

export interface Players {
  /** A new player without a password, known by the token alone, with the operator's grant of play money. */
  guest(name: string): Promise<SignedIn>;
  identify(token: string): Promise<Identity | Refusal>;
}
