import { seededDraws } from "@parlor/kit";
import type { Entropy } from "../ports/entropy.ts";

/** Bytes that are the same in every run; for tests and for nothing else. */
export const seededEntropy = (seed: number | string): Entropy => {
  const draw = seededDraws(seed);
  return {
    hex: (bytes) =>
      Array.from({ length: bytes }, () => draw(256).toString(16).padStart(2, "0")).join(""),
  };
};
