import { verifyLink } from "../route.ts";
import { useVerification } from "./use-verification.ts";
import { VerificationView } from "./verdict-view.tsx";

interface VerifySessionProps {
  readonly session: string;
  readonly isEnded: boolean;
}

/** Beside the rounds of a table: its whole journal, checked here once everybody may see it. */
export const VerifySession = ({ session, isEnded }: VerifySessionProps) => {
  const { news, start } = useVerification();
  const path = `/v1/sessions/${encodeURIComponent(session)}/export`;
  if (!isEnded) {
    return (
      <p className="muted">
        When the session has ended, this page can check all of it: every command, draw and transfer.
      </p>
    );
  }
  const isBusy = news?.kind === "starting" || news?.kind === "running";
  return (
    <>
      <p>
        <button
          type="button"
          disabled={isBusy}
          onClick={() => start({ kind: "export", path })}
          data-testid="verify-session"
        >
          Verify the whole session
        </button>
      </p>
      <VerificationView news={news} />
      <p className="muted">
        Or take{" "}
        <a href={path} download={`${session}.jsonl`}>
          its file
        </a>
        , and verify it <a href={verifyLink}>here</a> or with <code>parlor verify</code>.
      </p>
    </>
  );
};
