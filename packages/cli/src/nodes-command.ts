import { InvalidArgumentError, type Command } from "commander";
import type { freePartitions, listNodes, movePartitions } from "./nodes.ts";
import { partitionRange, type PartitionRange } from "./partition-range.ts";
import { storeOption } from "./store-name.ts";

export interface NodesActions {
  readonly nodes: typeof listNodes;
  readonly movePartitions: typeof movePartitions;
  readonly freePartitions: typeof freePartitions;
}

/** `parlor nodes`: who shares the sessions of a database, and the operator's wishes who shall have which. */
export const nodesCommand = (program: Command, actions: NodesActions): void => {
  const nodes = program
    .command("nodes")
    .description("list the servers that share a PostgreSQL database, and what each of them owns")
    .addOption(storeOption("its address: postgres://..."))
    .option("--json", "for programs")
    .action(actions.nodes);

  nodes
    .command("move")
    .argument("<partitions...>", "partitions such as 7 or 0-15, and then the node's name")
    .usage("[options] <partition...> <node>")
    .description("pin partitions to a node: they are with it while it is there")
    .action((words: readonly string[], _: object, command: Command) => {
      const node = words.at(-1) ?? "";
      const ranges = words.slice(0, -1).map((text) => typedRange(command, text));
      if (ranges.length === 0) command.error("error: it takes partitions, and then a node's name");
      return actions.movePartitions(ranges, node, command.optsWithGlobals());
    });

  nodes
    .command("free")
    .argument("<partition...>", "such as 7 or 0-15")
    .description("let partitions be where they fall again")
    .action((words: readonly string[], _: object, command: Command) => {
      const ranges = words.map((text) => typedRange(command, text));
      return actions.freePartitions(ranges, command.optsWithGlobals());
    });
};

const typedRange = (command: Command, text: string): PartitionRange => {
  try {
    return partitionRange(text);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    return command.error(`error: '${text}' is not what it takes: ${error.message}`);
  }
};
