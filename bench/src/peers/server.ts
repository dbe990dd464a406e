// The server as the command `parlor` starts it: from modules that were compiled before.
import { enableCompileCache } from "node:module";
import { join } from "node:path";

enableCompileCache(join(import.meta.dirname, "../../.cache"));
await import("./serve.ts");
