import { runCluster } from "./cluster.ts";
import { Missing } from "./local-services.ts";
import { readOptions } from "./options.ts";

const stop = new AbortController();
const kill = new AbortController();
const onSignal = (): void => {
  if (stop.signal.aborted) return kill.abort();
  console.log("Stopping: the nodes finish what is under way. Once more ends them at once.");
  stop.abort();
};
process.on("SIGINT", onSignal).on("SIGTERM", onSignal);

try {
  process.exitCode = await runCluster(readOptions(process.argv.slice(2), process.env), {
    stop: stop.signal,
    kill: kill.signal,
  });
} catch (error) {
  if (!(error instanceof Missing)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
