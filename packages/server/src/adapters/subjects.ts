import { ok as assert } from "node:assert";

const subjectForm = /^[\w-]+(\.[\w-]+)*$/;
const listenedForm = /^[\w-]+(\.[\w-]+)*(\.>)?$/;

/** Throws on what is no subject: whoever puts names of others together has to see to it that they are words. */
export const assertSubject = (subject: string): void =>
  assert(subjectForm.test(subject), `"${subject}" is no subject`);

/** The same for what a listener asks for, which may end in `.>`. */
export const assertListened = (subject: string): void =>
  assert(listenedForm.test(subject), `"${subject}" is no subject to listen to`);

/** What listeners may have asked for who hear of this subject: itself, and each of its beginnings. */
export const listenedFor = (subject: string): string[] => {
  const asked = [subject];
  for (let dot = subject.indexOf("."); dot >= 0; dot = subject.indexOf(".", dot + 1))
    asked.push(`${subject.slice(0, dot)}.>`);
  return asked;
};
