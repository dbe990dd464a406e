import type { Table, TableUpdate } from "@parlor/client";
import type { useCommand } from "./use-command.ts";

/** What the parts of a table's page have in common. */
export interface TablePartProps {
  readonly table: Table;
  readonly update: TableUpdate;
  readonly command: ReturnType<typeof useCommand>;
}
