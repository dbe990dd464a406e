import { fault, type Fault } from "./fault.ts";

const shown = "server/src/sessions/shown.ts";
const updateFrame = "server/src/gateway/update-frame.ts";
const watch = "server/src/gateway/watch.ts";

/** Faults in what those who watch are told. */
export const frameFaults: readonly Fault[] = [
  fault(
    "show-every-seat-the-same-frame",
    ["V1", "events"],
    [
      updateFrame,
      "const known = missed ? undefined : written.updates.get(shown);",
      "const known = missed ? undefined : [...written.updates.values()][0];",
    ],
  ),
  fault(
    "tell-every-seat-the-same-change",
    ["V1", "events"],
    [
      updateFrame,
      "const known = written.changes.get(before);",
      "const known = [...written.changes.values()][0];",
    ],
  ),
  fault(
    "tell-a-change-to-who-missed-the-one-before",
    ["V1", "events"],
    [
      watch,
      "const isNext = this.#takesChanges && !missed &&",
      "const isNext = this.#takesChanges &&",
    ],
  ),
  fault(
    "leave-out-what-may-be-done-now",
    ["V1"],
    [shown, "after.legal !== before.legal)", "before.legal === undefined)"],
  ),
];
