// The command `parlor prove craps`: the exact edge of every bet, from the start of the process to its end.
import { z } from "zod";
import { printFigures } from "../measuring.ts";
import { runParlor } from "../run-parlor.ts";

const { out, seconds } = runParlor(["prove", "craps", "--json"]);
const proofs = z
  .array(z.object({ how: z.string(), problem: z.string().nullable() }))
  .parse(JSON.parse(out));
printFigures({
  seconds,
  proofs: proofs.length,
  // Under a configuration that does not offer a bet there is nothing to prove of it.
  notOffered: proofs.filter(({ how }) => how === "not-offered").length,
  enumerated: proofs.filter(({ how }) => how === "enumerated").length,
  problems: proofs.filter(({ problem }) => problem !== null).length,
});
