import type { ReactNode } from "react";
import { useConnection } from "./page-context.tsx";

/** Says when the page does not show the present; silent while all is well. */
export const ConnectionBanner = () => {
  const state = useConnection();
  switch (state.status) {
    case "idle":
    case "open":
      return null;
    case "connecting":
      return <Banner tone="calm">Connecting …</Banner>;
    case "reconnecting":
      return (
        <Banner tone="warning">
          The connection is lost; trying again{state.attempt > 1 ? ` (${state.attempt})` : ""} …
          What you asked for is not lost.
        </Banner>
      );
    case "closed":
      return <Banner tone="warning">{state.refusal?.text ?? "The connection is closed."}</Banner>;
  }
};

const Banner = ({
  tone,
  children,
}: {
  readonly tone: "calm" | "warning";
  readonly children: ReactNode;
}) => (
  <div className={`banner banner-${tone}`} role="status" data-testid="connection-banner">
    {children}
  </div>
);
