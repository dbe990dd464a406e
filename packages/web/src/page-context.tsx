import type { Parlor } from "@parlor/client";
import type { RefusalReply } from "@parlor/protocol";
import { createContext, use, useSyncExternalStore } from "react";
import type { PageClient, Signed } from "./page-client.ts";

/** What every part of the page may use. */
export interface Page {
  readonly client: PageClient;
  /** Shows a refusal, or says something, for a while. */
  readonly tell: (message: RefusalReply | string) => void;
}

export const PageContext = createContext<Page | null>(null);

export const usePage = (): Page => {
  const page = use(PageContext);
  if (!page) throw new Error("a part of the page stands outside the page");
  return page;
};

export const useParlor = (): Parlor => usePage().client.parlor;

export const useSigned = (): Signed | null => {
  const { client } = usePage();
  return useSyncExternalStore(client.subscribe, client.signed);
};

export const useConnection = () => {
  const { state } = useParlor();
  return useSyncExternalStore(state.subscribe, () => state.current);
};

export const useWallet = () => {
  const { wallet } = useParlor();
  return useSyncExternalStore(wallet.subscribe, () => wallet.current);
};
