import {
  clientSeedOf,
  commitmentOf,
  randomFrom,
  streamDraws,
  type FinishedRound,
} from "@parlor/kit";
import { expect, test } from "vitest";
import { decodeEntry } from "../journal/contract.ts";
import { openDice } from "../testing/open-dice.ts";
import { seededEntropy } from "../testing/seeded-entropy.ts";
import { testPlatform } from "../testing/test-platform.ts";
import { newSecret } from "./contract.ts";

test("[R1] every draw follows from what was committed to before its round's first bet and revealed after it", async () => {
  const platform = await testPlatform({ games: [openDice] });
  const session = await platform.table({ game: "open-dice" }, ["ann", "bob"]);
  for (let round = 0; round < 5; round++) {
    await platform.act(session, "ann", { type: "bet", stake: 5 });
    await platform.act(session, "ann", { type: "roll" });
  }
  const entries = (await platform.store.entries(session, 0, 100)).map(decodeEntry);
  const commitments = new Map<number, { commitment: string; seq: number }>();
  const finished: { round: FinishedRound; seq: number }[] = [];
  const rolled: number[] = [];
  for (const { seq, did } of entries) {
    if (did.finished) finished.push({ round: did.finished, seq });
    for (const { type, data } of did.events)
      if (type === "rolled") rolled.push((data as { face: number }).face); // the test game's event
    if (did.next) commitments.set(did.next.number, { ...did.next, seq });
  }
  expect(finished.map(({ round }) => round.number)).toEqual([1, 2, 3, 4, 5]);
  const clientSeed = clientSeedOf(["seed-of-ann", "seed-of-bob", "", ""]);
  for (const [index, { round }] of finished.entries()) {
    const { number, serverSeed } = round;
    const committed = commitments.get(number)!;
    const firstBet = entries.find(
      ({ seq, did }) =>
        seq > (finished[index - 1]?.seq ?? 0) && did.transfers.some(({ kind }) => kind === "bet"),
    )!;
    expect(committed.seq).toBeLessThan(firstBet.seq);
    expect(commitmentOf(serverSeed)).toBe(committed.commitment);
    expect(round.clientSeed).toBe(clientSeed);
    const stream = streamDraws({ serverSeed, clientSeed, nonce: number }, 0);
    expect(randomFrom(stream.draw).die()).toBe(rolled[index]);
  }
  // Nothing that is journalled tells the seed of the round that is under way.
  const { secret } = (await platform.store.load(session))!;
  expect(JSON.stringify(entries)).not.toContain(secret);
  await platform.stop();
});

test("a session's secret is 32 bytes of entropy, and another one each time", () => {
  const entropy = seededEntropy("secrets");
  const secrets = Array.from({ length: 50 }, () => newSecret(entropy));
  expect(new Set(secrets).size).toBe(50);
  for (const secret of secrets) expect(secret).toMatch(/^[0-9a-f]{64}$/);
});
