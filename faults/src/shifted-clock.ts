// Loaded before a node's own program: its clock is wrong by as many milliseconds as a file says, which is read anew at
// each SIGUSR2. Only the time of day is wrong, as on a machine that somebody has set: what measures spans goes on.
import { readFileSync } from "node:fs";

const file = process.env["PARLOR_FAULTS_CLOCK"];
let offsetMs = 0;

const read = (): void => {
  if (file !== undefined) offsetMs = Number(readFileSync(file, "utf8"));
};
read();
process.on("SIGUSR2", read);

const TrueDate = Date;

class ShiftedDate extends TrueDate {
  constructor(...given: unknown[]) {
    if (given.length === 0) super(ShiftedDate.now());
    // What Date itself takes; a subclass can not name all its forms.
    else super(...(given as [number]));
  }

  static override now(): number {
    return TrueDate.now() + offsetMs;
  }
}

globalThis.Date = ShiftedDate as DateConstructor; // called without `new`, which nobody does, it would throw
