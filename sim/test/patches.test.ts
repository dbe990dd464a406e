import { expect, test } from "vitest";
import { patched } from "../src/patches.ts";

const patch = { file: "a.ts", find: "const one = 1;", replace: "const one = 2;" };

test.each<[name: string, source: string]>([
  ["is gone", "const two = 2;"],
  ["is there twice", "const one = 1;\nconst one = 1;"],
])("a change to code that %s is an error", (_, source) => {
  expect(() => patched(source, patch)).toThrow("what is to be replaced");
});

test("a change to code that is there once is made", () => {
  expect(patched("const one = 1; // $&", patch)).toBe("const one = 2; // $&");
});
