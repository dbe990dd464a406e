export {
  clientCommand,
  commandReply,
  doneReply,
  refusalReply,
  type ClientCommand,
  type CommandReply,
  type DoneReply,
  type RefusalReply,
} from "./command.ts";
export { feedEvent, sessionEvent, type FeedEvent, type SessionEvent } from "./event.ts";
export {
  botsReply,
  botsRequest,
  gameInfo,
  guestReply,
  guestRequest,
  meReply,
  openRequest,
  problem,
  sessionReply,
  sessionsReply,
  type BotsReply,
  type BotsRequest,
  type GameInfo,
  type GuestReply,
  type MeReply,
  type OpenRequest,
  type Problem,
  type SessionReply,
  type SessionsReply,
} from "./http.ts";
export { platformEventData, type PlatformEvent } from "./platform-event.ts";
export {
  exportEnd,
  exportHead,
  exportLine,
  exportText,
  exportVersion,
  exportVersionMin,
  type ExportEnd,
  type ExportHead,
  type ExportLine,
} from "./session-export.ts";
export {
  changedView,
  choice,
  finishedRound,
  sessionInfo,
  sessionSummary,
  sessionView,
  viewChange,
  type FinishedRoundView,
  type SessionInfo,
  type SessionSummary,
  type SessionView,
  type ViewChange,
} from "./session-view.ts";
export {
  downMessage,
  upMessage,
  type DownMessage,
  type DownMessageOf,
  type UpMessage,
} from "./socket.ts";
export { protocolVersion, protocolVersionMin } from "./version.ts";
