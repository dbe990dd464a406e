import { games } from "@parlor/games";
import { problem } from "@parlor/protocol";
import { verifyExport } from "@parlor/verify";
import type { VerifyJob, VerifyNews } from "./verify-messages.ts";

/** Beside the page, so that a long journal does not freeze it. One job a worker. */
addEventListener("message", ({ data }: MessageEvent<VerifyJob>) => void work(data));

const tell = (news: VerifyNews): void => postMessage(news);

const work = async (job: VerifyJob): Promise<void> => {
  try {
    const pieces = job.kind === "file" ? job.file.stream() : await fetched(job.path);
    if (typeof pieces === "string") return tell({ kind: "unreadable", reason: pieces });
    const verdict = await verifyExport(chunksOf(pieces), {
      findGame: (id, version) => games.find((game) => game.id === id && game.version === version),
      onProgress: (held) => tell({ kind: "running", held }),
    });
    tell({ kind: "done", verdict });
  } catch (error) {
    // The verifier throws nothing of its own: the disk or the network gave out.
    tell({ kind: "unreadable", reason: error instanceof Error ? error.message : String(error) });
  }
};

/** The export's bytes, or the sentence with which the server refuses them. */
const fetched = async (path: string): Promise<ReadableStream<Uint8Array> | string> => {
  const reply = await fetch(path);
  if (reply.ok && reply.body) return reply.body;
  const refusal = problem.safeParse(await reply.json());
  return refusal.success ? refusal.data.title : `The server answers with ${reply.status}.`;
};

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  // Not every browser can go through a stream with `for await`.
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}
