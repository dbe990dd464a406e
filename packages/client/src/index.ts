export { type ConnectionState } from "./connection.ts";
export { type Backoff } from "./limits.ts";
export { type Observable } from "./observable.ts";
export { connect, type ConnectOptions, type Parlor, type Wallet } from "./parlor.ts";
export { ConnectionClosed, isRefusal, orThrow, Refused, type ClientRefusal } from "./refusals.ts";
export {
  type HttpReply,
  type HttpRequest,
  type Socket,
  type SocketEvents,
  type Surroundings,
} from "./surroundings.ts";
export { type Table } from "./table.ts";
export {
  type ActionInput,
  type Answer,
  type Done,
  type TableEvent,
  type TableUpdate,
  type TableView,
} from "./types.ts";
