/** Something that must not be, with the promise that it breaks. */
export interface Finding {
  /** `J1`, `M2`; `run` for what is wrong with the run itself. */
  readonly rule: string;
  readonly text: string;
}

export const finding = (rule: string, text: string): Finding => ({ rule, text });
