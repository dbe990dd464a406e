import { useSyncExternalStore } from "react";

export type Route =
  | { readonly page: "lobby" }
  | { readonly page: "verify" }
  | { readonly page: "table"; readonly session: string };

/** `/#/table/<id>` and `/table/<id>` lead to the same place, so that a link may be written either way. */
const routeOf = (path: string): Route => {
  if (/^\/verify\/?$/.test(path)) return { page: "verify" };
  const session = /^\/table\/([^/]+)\/?$/.exec(path)?.[1];
  return session === undefined
    ? { page: "lobby" }
    : { page: "table", session: decodeURIComponent(session) };
};

const pathNow = (): string =>
  location.hash.startsWith("#/") ? location.hash.slice(1) : location.pathname;

const onMove = (moved: () => void): (() => void) => {
  addEventListener("hashchange", moved);
  addEventListener("popstate", moved);
  return () => {
    removeEventListener("hashchange", moved);
    removeEventListener("popstate", moved);
  };
};

export const useRoute = (): Route => routeOf(useSyncExternalStore(onMove, pathNow));

export const tableLink = (session: string): string => `#/table/${encodeURIComponent(session)}`;
export const verifyLink = "#/verify";
export const lobbyLink = "#/";
