import { refuse } from "@parlor/kit";
import { errors, jwtVerify, SignJWT } from "jose";
import { tokenLifetimeMs } from "../limits.ts";
import type { Clock } from "../ports/clock.ts";
import type { Entropy } from "../ports/entropy.ts";
import type { Store } from "../ports/store.ts";
import type { Settings } from "../settings.ts";
import type { Treasury } from "../treasury/contract.ts";
import type { Players } from "./contract.ts";

const issuer = "parlor";
const algorithm = "HS256";

/** Players are who their tokens say: a JSON Web Token signed with a key that is kept in the store. */
export const players = async (
  store: Store,
  treasury: Treasury,
  clock: Clock,
  entropy: Entropy,
  settings: Settings,
): Promise<Players> => {
  const key = Buffer.from(await store.setting("token-key", entropy.hex(32)), "hex");
  return {
    guest: async (name) => {
      const id = `guest-${entropy.hex(8)}`;
      const now = clock.now();
      const expiresAt = now + tokenLifetimeMs;
      if (settings.guestGrant > 0) {
        const { guestGrant, currency } = settings;
        const refusal = await treasury.deposit(`grant:${id}`, id, guestGrant, currency);
        if (refusal) throw new Error(`the guest's grant was refused: ${refusal.refused}`);
      }
      const token = await new SignJWT({ name })
        .setProtectedHeader({ alg: algorithm })
        .setSubject(id)
        .setIssuer(issuer)
        .setIssuedAt(Math.floor(now / 1_000))
        .setExpirationTime(Math.floor(expiresAt / 1_000))
        .sign(key);
      return { player: { id, name }, token, expiresAt };
    },
    identify: async (token) => {
      try {
        const options = { issuer, algorithms: [algorithm], currentDate: new Date(clock.now()) };
        const { payload } = await jwtVerify(token, key, options);
        const { sub, name } = payload;
        return typeof sub === "string" && typeof name === "string"
          ? { id: sub, name }
          : refuse("unauthorized");
      } catch (error) {
        if (error instanceof errors.JOSEError) return refuse("unauthorized");
        throw error;
      }
    },
  };
};
