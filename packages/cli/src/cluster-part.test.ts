import { Command, CommanderError } from "commander";
import { expect, test } from "vitest";
import { addClusterOptions } from "./cluster-part.ts";

const parsed = (...args: readonly string[]) => {
  const command = addClusterOptions(new Command("serve"))
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  command.parse(args, { from: "user" });
  return command.opts();
};

test.each([
  ["nats://bus:4222", "nats://bus:4222"],
  ["tls://node:secret@bus/", "tls://node:secret@bus"],
  ["nats://one:4222,nats://two:4222", "nats://one:4222,nats://two:4222"],
])("--bus %s names the servers of one bus", (typed, bus) => {
  expect(parsed("--bus", typed)).toMatchObject({ bus });
});

test.each([
  ["--bus", "http://bus:4222"],
  ["--bus", "nats://one:4222,"],
  ["--node", "a node"],
  ["--advertise", "nats://there"],
])("%s %s is refused", (option, typed) => {
  expect(() => parsed(option, typed)).toThrow(CommanderError);
});
