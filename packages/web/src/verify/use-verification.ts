import { useCallback, useEffect, useRef, useState } from "react";
import type { VerifyJob, VerifyNews } from "./verify-messages.ts";

export interface Verification {
  /** The last that was heard; null before the first job. */
  readonly news: VerifyNews | { readonly kind: "starting" } | null;
  readonly start: (job: VerifyJob) => void;
}

/** Checks one export at a time, in a worker that ends with the part of the page that asked for it. */
export const useVerification = (): Verification => {
  const [news, setNews] = useState<Verification["news"]>(null);
  const worker = useRef<Worker | null>(null);
  useEffect(() => () => worker.current?.terminate(), []);
  const start = useCallback((job: VerifyJob): void => {
    worker.current?.terminate();
    const made = new Worker(new URL("verify-worker.ts", import.meta.url), { type: "module" });
    made.addEventListener("message", ({ data }: MessageEvent<VerifyNews>) => setNews(data));
    made.addEventListener("error", () =>
      setNews({ kind: "unreadable", reason: "The check could not be started." }),
    );
    worker.current = made;
    setNews({ kind: "starting" });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's has no such argument
    made.postMessage(job);
  }, []);
  return { news, start };
};
