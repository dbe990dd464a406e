export { findingTexts, type Finding, type FindingCode } from "./finding.ts";
export { heldSentences, placeOf, sessionName, soundBefore } from "./sentences.ts";
export { SessionVerifier, type VerifyOptions } from "./session-verifier.ts";
export { type FindGame } from "./setup.ts";
export { type Held, type Verdict } from "./verdict.ts";
export { verifyExport, type VerifyExportOptions } from "./verify-export.ts";
