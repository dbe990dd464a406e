import { STATUS_CODES, type Server } from "node:http";
import type { Socket } from "node:net";
import { refuse, type Refusal } from "@parlor/kit";
import type { App } from "./gateway.ts";
import { problemOf, problemType, sendRefusal } from "./problems.ts";

interface Told {
  readonly status: number;
  readonly refusal: Refusal;
}

const byCode: Readonly<Record<string, Told>> = {
  HPE_HEADER_OVERFLOW: { status: 431, refusal: refuse("too_large") },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    refusal: refuse("malformed", "the request did not come to its end in time"),
  },
};
const broken: Told = { status: 400, refusal: refuse("malformed", "not HTTP") };
const noExpectation: Told = {
  status: 417,
  refusal: refuse("malformed", "nothing but 100-continue can be expected"),
};

const headAndBody = ({ status, refusal }: Told) => {
  const body = JSON.stringify({ ...problemOf(refusal), status });
  const head = {
    "content-type": problemType,
    "content-length": String(Buffer.byteLength(body)),
    connection: "close",
  };
  return { head, body };
};

/** Answers what never became a request: broken lines, a head without end, a body that does not come. */
export const answerBrokenRequest = (error: { readonly code?: string }, socket: Socket): void => {
  const told = (error.code === undefined ? undefined : byCode[error.code]) ?? broken;
  if (socket.writable && error.code !== "ECONNRESET") {
    const { head, body } = headAndBody(told);
    const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
    const first = `HTTP/1.1 ${told.status} ${STATUS_CODES[told.status] ?? ""}\r\n`;
    socket.write(`${first}${lines.join("")}\r\n${body}`);
  }
  socket.destroySoon();
};

/** Node would answer an expectation that nobody can meet with an empty page. */
export const answerExpectations = (server: Server): void => {
  server.on("checkExpectation", (_request, response) => {
    const { head, body } = headAndBody(noExpectation);
    response.writeHead(noExpectation.status, head).end(body);
  });
};

/** A request of HTTP/1.1 names its host (RFC 9112); Node would answer one that does not with an empty page. */
export const refuseWithoutHost = (app: App): void => {
  app.addHook("onRequest", (request, reply, done) => {
    const { host } = request.headers;
    if (host !== undefined || request.raw.httpVersion !== "1.1") done();
    else sendRefusal(reply, refuse("malformed", "no host"));
  });
};

/** What still comes over a connection that was open when the server closed is told so, as any refusal is told. */
export const refuseOnceClosed = (app: App, closed: AbortSignal): void => {
  app.addHook("onRequest", (_request, reply, done) => {
    if (closed.aborted) sendRefusal(reply, refuse("shutting_down"));
    else done();
  });
};
