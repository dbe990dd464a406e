import { unreachable } from "@parlor/kit";
import { useMemo } from "react";
import { ConnectionBanner } from "./connection-banner.tsx";
import { Lobby } from "./lobby/lobby.tsx";
import type { PageClient } from "./page-client.ts";
import { PageContext } from "./page-context.tsx";
import { PageHeader } from "./page-header.tsx";
import { useRoute, type Route } from "./route.ts";
import { TablePage } from "./table/table-page.tsx";
import { Toasts, useToasts } from "./toasts.tsx";
import { VerifyPage } from "./verify/verify-page.tsx";

const Routed = ({ route }: { readonly route: Route }) => {
  switch (route.page) {
    case "lobby":
      return <Lobby />;
    case "verify":
      return <VerifyPage />;
    case "table":
      return <TablePage key={route.session} session={route.session} />;
    default:
      return unreachable(route);
  }
};

export const App = ({ client }: { readonly client: PageClient }) => {
  const route = useRoute();
  const { toasts, tell, dismiss } = useToasts();
  const page = useMemo(() => ({ client, tell }), [client, tell]);
  return (
    <PageContext value={page}>
      <PageHeader />
      <ConnectionBanner />
      <main className="page">
        <Routed route={route} />
      </main>
      <Toasts toasts={toasts} dismiss={dismiss} />
    </PageContext>
  );
};
