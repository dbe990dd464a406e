import { unreachable } from "@parlor/kit";
import {
  heldSentences,
  placeOf,
  sessionName,
  soundBefore,
  type Finding,
  type Held,
  type Verdict,
} from "@parlor/verify";
import type { Verification } from "./use-verification.ts";
import "./verify.css";

/** How a check goes, and what it came to. */
export const VerificationView = ({ news }: Pick<Verification, "news">) => (
  <div role="status" className="verification">
    {news && <News news={news} />}
  </div>
);

const News = ({ news }: { readonly news: NonNullable<Verification["news"]> }) => {
  switch (news.kind) {
    case "starting":
      return <p className="muted">Checking …</p>;
    case "running":
      return <p className="muted">Checking … {news.held.entries} entries hold so far.</p>;
    case "unreadable":
      return <p data-testid="unreadable">It cannot be read: {news.reason}</p>;
    case "done":
      return <VerdictView verdict={news.verdict} />;
    default:
      return unreachable(news);
  }
};

const VerdictView = ({ verdict }: { readonly verdict: Verdict }) => (
  <div data-testid="verdict" data-kind={verdict.kind}>
    {verdict.kind === "holds" ? (
      <Holds held={verdict.held} />
    ) : (
      <Fault finding={verdict.finding} held={verdict.held} />
    )}
  </div>
);

const Holds = ({ held }: { readonly held: Held }) => (
  <>
    <p className="verdict-title">
      <span className="tick" aria-hidden="true">
        ✓
      </span>
      Everything holds.
    </p>
    <p className="muted">{sessionName(held)}</p>
    <ul className="verdict-list">
      {heldSentences(held).map((sentence) => (
        <li key={sentence}>
          {sentence.slice(0, 1).toUpperCase()}
          {sentence.slice(1)}.
        </li>
      ))}
    </ul>
    <dl className="seeds">
      <dt>Head: note it down to pin all of this</dt>
      <dd data-testid="verdict-head">{held.head}</dd>
    </dl>
  </>
);

const Fault = ({ finding, held }: { readonly finding: Finding; readonly held: Held }) => {
  const place = placeOf(finding, held);
  return (
    <>
      <p className="verdict-title">
        <span className="cross" aria-hidden="true">
          ✗
        </span>
        {place.slice(0, 1).toUpperCase()}
        {place.slice(1)} is at fault.
      </p>
      <p className="muted">{sessionName(held)}</p>
      <p>
        {finding.text} <code>{finding.code}</code>
      </p>
      <dl className="seeds">
        {finding.expected !== undefined && (
          <>
            <dt>Expected</dt>
            <dd>{finding.expected}</dd>
          </>
        )}
        {finding.found !== undefined && (
          <>
            <dt>Found</dt>
            <dd>{finding.found}</dd>
          </>
        )}
      </dl>
      <p className="muted">{soundBefore(held)}</p>
    </>
  );
};
