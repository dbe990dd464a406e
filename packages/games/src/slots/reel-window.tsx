import type { CSSProperties } from "react";
import type { Gear } from "./reels.ts";
import type { SlotProps } from "./table.tsx";

type View = SlotProps["view"];
type Win = NonNullable<View["last"]>["wins"][number];

/** One symbol as it is on a reel. */
export const SlotSymbol = ({
  gear,
  symbol,
  isLit = false,
}: {
  readonly gear: Gear;
  readonly symbol: string;
  readonly isLit?: boolean;
}) => {
  const spec = gear.machine.symbols[symbol];
  if (spec === undefined) return null;
  // The style sheet takes the symbol's colour from a variable, which React's type does not know.
  const style = { "--hue": spec.hue } as CSSProperties;
  const isDoubling = spec.kind === "wild" && spec.multiplier > 1;
  return (
    <span
      className={`slots-symbol slots-${spec.kind}${isLit ? " slots-lit" : ""}`}
      style={style}
      role="img"
      aria-label={spec.title}
      title={spec.title}
    >
      {spec.glyph}
      {isDoubling && <small>×{spec.multiplier}</small>}
    </span>
  );
};

/** What shows, with the symbols that win lit and the lines that they win on drawn over them. */
export const ReelWindow = ({ gear, view }: { readonly gear: Gear; readonly view: View }) => {
  const wins = view.last?.wins ?? [];
  const lines = wins.flatMap(({ line }) => (line === null ? [] : [line]));
  const rowsOf = (line: number): readonly number[] => {
    const { wins: how } = gear.machine;
    return how.by === "lines" ? (how.lines[line] ?? []) : [];
  };
  const isLit = (reel: number, row: number, symbol: string): boolean =>
    wins.some((win) => isIn(gear, win, rowsOf(win.line ?? -1), { reel, row, symbol }));
  return (
    <div className={`slots-window${view.feature ? " slots-in-feature" : ""}`}>
      {view.window.map((reel, index) => (
        // A reel has no other name than its place.
        <div className="slots-reel" key={`reel ${String(index)}`}>
          {reel.map((symbol, row) => (
            <SlotSymbol
              key={`row ${String(row)}`}
              gear={gear}
              symbol={symbol}
              isLit={isLit(index, row, symbol)}
            />
          ))}
        </div>
      ))}
      <svg
        className="slots-lines"
        viewBox={`0 0 ${gear.reelCount} ${gear.rows}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {lines.map((line) => (
          <polyline
            key={line}
            points={rowsOf(line)
              .map((row, reel) => `${reel + 0.5},${row + 0.5}`)
              .join(" ")}
            style={{ stroke: `hsl(${(line * 67) % 360} 90% 65%)` }}
          />
        ))}
      </svg>
    </div>
  );
};

/** Whether the symbol at this place is a part of the win. */
const isIn = (
  gear: Gear,
  win: Win,
  rows: readonly number[],
  { reel, row, symbol }: { readonly reel: number; readonly row: number; readonly symbol: string },
): boolean => {
  const { symbols } = gear.machine;
  if (symbols[win.symbol]?.kind === "scatter") return symbol === win.symbol;
  if (reel >= win.count) return false;
  if (win.line !== null) return rows[reel] === row;
  return symbol === win.symbol || symbols[symbol]?.kind === "wild";
};
