import { expect, test } from "vitest";
import { walletCheckMs } from "../limits.ts";
import { openDice } from "../testing/open-dice.ts";
import { testCluster, type TestNode } from "../testing/test-cluster.ts";
import { newId } from "../testing/test-platform.ts";

/** What a player who is connected to the node is told of their balance. */
const toldAt = (node: TestNode): number[] => {
  const told: number[] = [];
  node.hub.listenBalance("ann", (_currency, balance) => told.push(balance));
  return told;
};
const pay = (node: TestNode, amount: number) =>
  node.treasury.deposit(newId(), "ann", amount, "PLAY/0");

test("a balance is shown right a little later, although the word of its change was lost", async () => {
  const cluster = await testCluster({ games: [openDice] }, ["a", "b"]);
  const told = toldAt(cluster.node("a"));
  const join = cluster.exchange.cut("a", "b");
  await pay(cluster.node("b"), 100);
  join();
  await cluster.clock.advance(walletCheckMs);
  expect(told).toEqual([100]);
  // What has not changed is not told again.
  await cluster.clock.advance(3 * walletCheckMs);
  expect(told).toEqual([100]);
  await cluster.stop();
});

test("a balance that could not be read is read again", async () => {
  const cluster = await testCluster({ games: [openDice] }, ["a", "b"]);
  const told = toldAt(cluster.node("a"));
  cluster.node("a").store.breakDown(true);
  await pay(cluster.node("b"), 100);
  await cluster.clock.settle();
  cluster.node("a").store.breakDown(false);
  await cluster.clock.advance(walletCheckMs);
  expect(told).toEqual([100]);
  await cluster.stop();
});

test("an older balance that is told after a newer one is put right", async () => {
  const cluster = await testCluster({ games: [openDice] }, ["a", "b"]);
  const node = cluster.node("a");
  const told = toldAt(node);
  await pay(cluster.node("b"), 100);
  await cluster.clock.settle();
  // The verdict on a write of the node's own, which was done before the other one, comes late.
  node.hub.publishBalance("ann", "PLAY/0", 40);
  await cluster.clock.settle();
  expect(told).toEqual([100, 40, 100]);
  await cluster.stop();
});
