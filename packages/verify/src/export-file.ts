import {
  exportEnd,
  exportHead,
  exportLine,
  exportText,
  exportVersion,
  exportVersionMin,
  type ExportEnd,
  type ExportHead,
  type ExportLine,
} from "@parlor/protocol";
import { finding, type Finding } from "./finding.ts";
import { jsonOf } from "./text.ts";

/** The first line of a file: what it is, and of which version. */
export const headOf = (text: string): ExportHead | Finding => {
  const head = exportHead.safeParse(jsonOf(text));
  if (!head.success) return finding("not_an_export", 0, { found: text });
  const { version } = head.data;
  if (version < exportVersionMin || version > exportVersion)
    return finding("unknown_version", 0, { found: version });
  return isWritten(head.data, text) ? head.data : finding("line_shape", 0, { found: text });
};

export type Part =
  | { readonly kind: "entry"; readonly line: ExportLine }
  | { readonly kind: "end"; readonly end: ExportEnd };

/** Any other line of a file of this version; `seq` is the place of an entry that would stand there. */
export const partOf = (text: string, version: number, seq: number): Part | Finding => {
  const value = jsonOf(text);
  const line = exportLine.safeParse(value);
  if (line.success && isWritten(line.data, text)) return { kind: "entry", line: line.data };
  const end = exportEnd.safeParse(value);
  if (version >= 2 && end.success && isWritten(end.data, text))
    return { kind: "end", end: end.data };
  return finding("line_shape", seq, { found: text });
};

/** Whoever writes the same values in another way has changed the file. */
const isWritten = (line: ExportHead | ExportLine | ExportEnd, text: string): boolean =>
  exportText(line) === `${text}\n`;
