import { formatAmount, type Currency } from "@parlor/kit";
import { nameOf, useLayout } from "./layout-context.tsx";
import { netOf, type ReportLine, type RollReport } from "./roll-report.ts";

/** What the last roll did to the bets: one's own each, those of the others in sum. */
export const RollResult = ({ report }: { readonly report: RollReport | undefined }) => {
  const { props } = useLayout();
  if (!report || report.lines.length === 0) return null;
  const mine = report.lines.filter(({ seat }) => seat === props.you);
  const others = [...new Set(report.lines.map(({ seat }) => seat))].filter(
    (seat) => seat !== props.you,
  );
  return (
    <ul className="roll-result" data-testid="roll-result">
      {mine.map((line) => (
        <li key={`${line.title} ${line.verdict}`} className={`verdict-${line.verdict}`}>
          {lineText(line, props.currency)}
        </li>
      ))}
      {others.map((seat) => (
        <li key={seat} className="muted">
          {nameOf(props, seat)}:{" "}
          {signed(netOf(report.lines.filter((line) => line.seat === seat)), props.currency)}
        </li>
      ))}
    </ul>
  );
};

const lineText = ({ title, verdict, net, to }: ReportLine, currency: Currency): string => {
  switch (verdict) {
    case "won":
      return `${title} won ${formatAmount(net, currency)}`;
    case "lost":
      return `${title} lost ${formatAmount(-net, currency)}`;
    case "pushed":
      return `${title} came back`;
    case "moved":
      return `${title} moved: ${to ?? ""}`;
  }
};

const signed = (net: number, currency: Currency): string =>
  net === 0 ? "even" : `${net > 0 ? "+" : ""}${formatAmount(net, currency)}`;
