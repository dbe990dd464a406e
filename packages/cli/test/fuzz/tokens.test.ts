import { createHmac } from "node:crypto";
import { meReply } from "@parlor/protocol";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RawSocket } from "../raw-socket.ts";
import { openScene, type Scene } from "../scene.ts";
import { fuzzTimeoutMs, holds } from "./fuzz.ts";
import { nastyValue } from "./nasty.ts";
import { mustBeSound, mustGoOn } from "./probe.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(async () => scene.house.server.stop());

/** Who the server takes the bearer of a token for; null for nobody. */
const heldFor = async (token: string): Promise<string | null> => {
  const { status, headers, text, body } = await scene.house.ask("GET", "/v1/me", { token });
  const type = headers.get("content-type")?.split(";", 1)[0] ?? "";
  mustBeSound({ status, type, body: Buffer.from(text).toString("latin1") });
  if (status === 200) return meReply.parse(body).id;
  expect(status).toBe(401);
  return null;
};

const base64 = (value: unknown): string =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

const signed = (header: unknown, claims: unknown, hash: string, key: string | Buffer): string => {
  const text = `${base64(header)}.${base64(claims)}`;
  return `${text}.${createHmac(hash, key).update(text).digest("base64url")}`;
};

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<
    string,
    unknown
  >; // the server made it

test(
  "a token with any of its characters changed stands for nobody, or for the same player",
  async () => {
    const { token, id } = scene.ada;
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~+/=";
    const letter = fc.constantFrom(...letters.split(""));
    // Of the last character only some bits count, so that another one can say the same.
    const mustNotRise = async (changed: string): Promise<void> =>
      expect([null, id]).toContain(await heldFor(changed));
    for (const at of token.split("").keys()) {
      const other = token[at] === "A" ? "B" : "A";
      await mustNotRise(`${token.slice(0, at)}${other}${token.slice(at + 1)}`);
    }
    const places = fc.array(fc.tuple(fc.nat(token.length - 1), letter), {
      minLength: 1,
      maxLength: 5,
    });
    await holds(
      fc.asyncProperty(places, async (changes) => {
        const characters = token.split("");
        for (const [at, one] of changes) characters[at] = one;
        await mustNotRise(characters.join(""));
      }),
      40,
    );
    await mustGoOn(scene);
  },
  fuzzTimeoutMs,
);

const far = 4_000_000_000;
const header = { alg: "HS256" };

test.each([
  {
    what: "no signature asked for",
    make: () => `${base64({ alg: "none" })}.${base64(claimsOf(scene.ada.token))}.`,
  },
  {
    what: "no signature asked for, and the right one",
    make: () => scene.ada.token.replace(/^[^.]+/, base64({ alg: "none" })),
  },
  {
    what: "another key",
    make: () => signed(header, claimsOf(scene.ada.token), "sha256", "another"),
  },
  { what: "an empty key", make: () => signed(header, claimsOf(scene.ada.token), "sha256", "") },
  {
    what: "a longer hash",
    make: () => signed({ alg: "HS512" }, claimsOf(scene.ada.token), "sha512", "another"),
  },
  {
    what: "a public key's algorithm",
    make: () => signed({ alg: "RS256" }, claimsOf(scene.ada.token), "sha256", "another"),
  },
  {
    what: "an extension that must be understood",
    make: () =>
      signed(
        { ...header, crit: ["b64"], b64: false },
        claimsOf(scene.ada.token),
        "sha256",
        "another",
      ),
  },
  {
    what: "a key of its own",
    make: () =>
      signed({ ...header, jwk: { kty: "oct", k: "YQ" } }, claimsOf(scene.ada.token), "sha256", "a"),
  },
  { what: "two signatures", make: () => `${scene.ada.token}.${scene.ada.token.split(".")[2]}` },
  { what: "a time that is over", make: () => scene.expiredToken },
  { what: "60 KB of it", make: () => "x".repeat(12_000) },
])("a token with $what stands for nobody, over HTTP and over the socket", async ({ make }) => {
  const token = make();
  expect(await heldFor(token)).toBeNull();
  const socket = await new RawSocket(scene.house.server.url).open();
  socket.send({ type: "hello", version: 1, token });
  expect((await socket.next("error")).refusal.refused).toBe("unauthorized");
  socket.close();
});

test(
  "claims of any kind under the right key make nobody that is no player, and break nothing",
  async () => {
    // The key is the store's: whoever calls gets the one that is there.
    const key = Buffer.from(
      await scene.house.server.platform.store.setting("token-key", ""),
      "hex",
    );
    const claims = fc.record(
      {
        sub: nastyValue,
        name: nastyValue,
        iss: fc.oneof(fc.constant("parlor"), nastyValue),
        exp: fc.oneof(fc.constant(far), nastyValue),
        nbf: nastyValue,
        iat: nastyValue,
        aud: nastyValue,
      },
      { requiredKeys: [] },
    );
    await holds(
      fc.asyncProperty(claims, async (claimed) => {
        const text = JSON.stringify(claimed);
        if (text.length > 5_000) return; // longer than a head may be
        const held = await heldFor(signed(header, text, "sha256", key));
        if (held === null) return;
        expect([claimed.sub, claimed.iss]).toEqual([held, "parlor"]);
        expect(typeof claimed.name).toBe("string");
      }),
      40,
    );
    await mustGoOn(scene);
  },
  fuzzTimeoutMs,
);
