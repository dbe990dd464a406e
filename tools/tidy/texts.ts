import { posix } from "node:path";

import type { Finding, SourceFile } from "./source.ts";
import { lineOf } from "./source.ts";

// Put together from parts, so that this file does not contain what it looks for.
const folders = ["work", "root", "home", "Users"].join("|");
const hosts = [
  ["registry", "npmjs", "org"],
  ["registry", "yarnpkg", "com"],
  ["deb", "debian", "org"],
].map((parts) => parts.join(String.raw`\.`));
const machinePath = new RegExp(String.raw`(?<![\w.~*-])/(${folders})/\w`, "g");
const registryHost = new RegExp(hosts.join("|"), "g");

/** What is true of one machine only does not belong in the repository. */
export const checkMachine = (files: readonly SourceFile[]): readonly Finding[] =>
  files.flatMap((file) => [
    ...matches(file, machinePath, "is a path of one machine: make it relative"),
    ...matches(file, registryHost, "is a registry's host: leave it to the reader's npm settings"),
  ]);

const matches = (file: SourceFile, pattern: RegExp, message: string): readonly Finding[] =>
  [...file.text.matchAll(pattern)].map((match) => ({
    path: file.path,
    line: lineOf(file, match.index),
    message: `"${match[0]}" ${message}`,
  }));

const blank = (text: string): string => text.replaceAll(/[^\n]/g, " ");

/** Relative links in the documentation lead to something. */
export const checkLinks = (
  files: readonly SourceFile[],
  exists: (path: string) => boolean,
): readonly Finding[] =>
  files
    .filter(({ path }) => path.endsWith(".md"))
    .flatMap((file) => {
      const prose = file.text
        .replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, blank)
        .replaceAll(/`[^`\n]*`/g, blank);
      const links = [
        ...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g),
        ...prose.matchAll(/^\s*\[[^\]]+\]:\s+(\S+)/gm),
      ];
      return links.flatMap((match) => {
        const target = (match[1] ?? "").replace(/[#?].*$/, "");
        if (target === "" || /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(target)) return [];
        const path = posix.join(posix.dirname(file.path), decodeURI(target));
        if (!target.startsWith("/") && !path.startsWith("..") && exists(path)) return [];
        const message = `links to ${target}, which does not exist`;
        return [{ path: file.path, line: lineOf(file, match.index), message }];
      });
    });
