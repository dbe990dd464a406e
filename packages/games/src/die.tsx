const left = 7;
const middle = 16;
const right = 25;
const topLeft = [left, left] as const;
const topRight = [right, left] as const;
const centre = [middle, middle] as const;
const bottomLeft = [left, right] as const;
const bottomRight = [right, right] as const;

const pips: readonly (readonly (readonly [x: number, y: number])[])[] = [
  [centre],
  [topRight, bottomLeft],
  [topRight, centre, bottomLeft],
  [topLeft, topRight, bottomLeft, bottomRight],
  [topLeft, topRight, centre, bottomLeft, bottomRight],
  [topLeft, topRight, [left, middle], [right, middle], bottomLeft, bottomRight],
];

/** One face of a die. Whoever shows it says what it is in words. */
export const Die = ({ face, className }: { readonly face: number; readonly className: string }) => (
  <svg className={className} viewBox="0 0 32 32" aria-hidden="true">
    <rect x="1" y="1" width="30" height="30" rx="6" />
    {(pips[face - 1] ?? []).map(([x, y]) => (
      <circle key={`${x} ${y}`} cx={x} cy={y} r="3.2" />
    ))}
  </svg>
);
