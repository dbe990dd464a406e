import type { Gear } from "./reels.ts";
import { SlotSymbol } from "./reel-window.tsx";

/** What every symbol pays, and what the special ones do. */
export const PayTable = ({ gear }: { readonly gear: Gear }) => {
  const { machine, bets, reelCount } = gear;
  const counts = Array.from({ length: reelCount }, (_, index) => reelCount - index);
  const isShown = (count: number): boolean =>
    Object.values(machine.symbols).some(({ pays }) => (pays?.[count - 1] ?? 0) > 0);
  const columns = counts.filter(isShown);
  const rows = Object.entries(machine.symbols).filter(([, { pays }]) => pays !== undefined);
  return (
    <details className="slots-pays">
      <summary>What pays</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Symbol</th>
            {columns.map((count) => (
              <th scope="col" key={count}>
                {count} ×
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, { pays, kind, title }]) => (
            <tr key={name}>
              <th scope="row">
                <SlotSymbol gear={gear} symbol={name} /> {title}
              </th>
              {columns.map((count) => (
                <td key={count}>
                  {pays?.[count - 1] ?? 0}
                  {kind === "scatter" && (pays?.[count - 1] ?? 0) > 0 && " × stake"}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="slots-rules">
        <li>
          {machine.wins.by === "lines"
            ? "Symbols pay from the first reel along each line, in times the stake of the line."
            : `Symbols pay from the first reel in every way, in times the stake over ${String(bets[0]?.units ?? 1)}.`}
        </li>
        {Object.entries(machine.symbols).map(([name, spec]) =>
          spec.kind === "wild" ? (
            <li key={name}>
              {spec.title} stands for{" "}
              {spec.substitutes?.map((one) => machine.symbols[one]?.title).join(", ") ??
                "every symbol that is not wild and not a scatter"}
              {spec.multiplier > 1 &&
                `, and multiplies what it helps to win by ${String(spec.multiplier)}`}
              .
            </li>
          ) : null,
        )}
        {machine.freeSpins && (
          <li>
            Scatters award free spins, at {machine.freeSpins.multiplier} times the pay; free spins
            may award {machine.freeSpins.retriggerDepth === 0 ? "no " : ""}further ones.
          </li>
        )}
        {machine.jackpot && (
          <li>Every spin may win all that the meter shows; the chance grows with the stake.</li>
        )}
      </ul>
    </details>
  );
};
