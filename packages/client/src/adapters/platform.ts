import type { Surroundings } from "../surroundings.ts";

const idBytes = 16;

/** What browsers and Node bring with them. */
export const platform: Surroundings = {
  openSocket(url, events) {
    const socket = new WebSocket(url);
    let over = false;
    const closed = (): void => {
      if (over) return;
      over = true;
      events.closed();
    };
    socket.addEventListener("open", () => {
      if (!over) events.opened();
    });
    socket.addEventListener("message", (event) => {
      if (!over && typeof event.data === "string") events.message(event.data);
    });
    socket.addEventListener("error", closed);
    socket.addEventListener("close", closed);
    return {
      send: (text) => socket.send(text),
      close() {
        over = true;
        socket.close();
      },
    };
  },
  fetch: async (url, request) => fetch(url, request),
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  // `randomUUID` is missing from pages that come over plain HTTP from another machine.
  newId: () =>
    Array.from(crypto.getRandomValues(new Uint8Array(idBytes)), (byte) =>
      byte.toString(16).padStart(2, "0"),
    ).join(""),
};
