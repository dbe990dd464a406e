export { inlineEngine } from "./adapters/inline-engine.ts";
export { memoryStore } from "./adapters/memory/memory-store.ts";
export { pinoLog, silentLog } from "./adapters/pino-log.ts";
export { sqliteStore } from "./adapters/sqlite/sqlite-store.ts";
export { systemClock, systemEntropy } from "./adapters/system.ts";
export { startPlatform, type Platform, type PlatformOptions } from "./platform.ts";
export type { Store } from "./ports/store.ts";
export { startServer, type Server, type ServerOptions } from "./server.ts";
export { defaultSettings, type Settings } from "./settings.ts";
