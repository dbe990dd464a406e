// The rules of group commit and their limits, for whoever models them and has to be held against them.
export {
  commandsUnderWayMax,
  commitBatchMax,
  commitBehindMin,
  commitWritesMax,
} from "../limits.ts";
export { Committer } from "../sessions/committer.ts";
