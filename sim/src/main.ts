// Runs the simulation: `npm run sim -- [--seed N] [--seeds K] [--steps M] [--world alone|cluster] [--fault NAME] [--trace]`.
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { harmlessFaults } from "./cluster-faults.ts";
import { faults } from "./faults.ts";
import { loadWith } from "./patches.ts";
import { smallLimits } from "./small-limits.ts";
import { worldKinds } from "./world-kind.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    seeds: { type: "string", default: "1" },
    steps: { type: "string", default: "3000" },
    world: { type: "string" },
    fault: { type: "string" },
    trace: { type: "boolean", default: false },
  },
});

const known = [...faults, ...harmlessFaults];
const fault = known.find(({ name }) => name === values.fault);
if (values.fault !== undefined && !fault)
  throw new Error(`no such fault; there are ${known.map(({ name }) => name).join(", ")}`);
const allLoaded = loadWith([...smallLimits, ...(fault?.patches ?? [])]);
// The server's modules come in with the run, so they are loaded behind the changes.
const { runSeed } = await import("./run.ts");
allLoaded();

const kind = fault?.world ?? worldKinds.find((one) => one === values.world);
if (values.world !== undefined && kind === undefined)
  throw new Error(`no such world; there are ${worldKinds.join(" and ")}`);

const isFresh = values.seed === undefined;
const first = isFresh ? randomInt(2 ** 31) : Number(values.seed);
const steps = Number(values.steps);
if (!Number.isSafeInteger(first) || !Number.isSafeInteger(steps))
  throw new Error("--seed and --steps are whole numbers");
if (isFresh) console.log(`a fresh seed: ${first}`);

for (let seed = first; seed < first + Number(values.seeds); seed++) {
  const onTrace = values.trace ? console.log : undefined;
  const { violation, tail, counts, trace, ...result } = await runSeed(
    String(seed),
    steps,
    kind,
    onTrace,
  );
  const facts = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  const what = `seed ${seed}: ${result.steps} steps, ${facts.join(", ")}`;
  if (!violation) {
    console.log(`${what}, every promise kept, trace ${trace.slice(0, 16)}`);
    continue;
  }
  console.log(tail.join("\n"));
  console.log(
    `${what}\nseed ${seed} step ${violation.step} breaks [${violation.rule}]: ${violation.detail}`,
  );
  const options = `${fault ? ` --fault ${fault.name}` : ""}${kind ? ` --world ${kind}` : ""}`;
  const again = `--seed ${seed} --steps ${steps}${options}`;
  console.log(`again: npm run sim -- ${again}`);
  process.exit(1);
}
