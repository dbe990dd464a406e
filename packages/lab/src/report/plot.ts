/** A line through points, in the order of their x, or the room between two such lines. */
export interface Series {
  readonly points: readonly Point[];
  /** A class of the report's style sheet; a band's points go along one line and back along the other. */
  readonly kind: "line" | "band" | "mark";
}

export type Point = readonly [x: number, y: number];

export interface PlotOptions {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly formatX: (value: number) => string;
  readonly formatY: (value: number) => string;
}

// Narrow, so that the texts can still be read where a phone makes it smaller.
const size = { width: 480, height: 250, left: 76, right: 22, top: 16, bottom: 44 };

/** Makes text safe inside HTML and SVG. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

const scaleOf =
  (low: number, high: number, from: number, to: number) =>
  (value: number): number =>
    from + ((value - low) / (high - low || 1)) * (to - from);

const round = (value: number): string => value.toFixed(1);

/** Round numbers from below the lowest to above the highest, some four or five of them. */
export const ticksOver = (low: number, high: number): readonly number[] => {
  const rough = (high - low || Math.abs(high) || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((part) => part * power).find((one) => one >= rough) ?? rough;
  const first = Math.floor(low / step + tolerance);
  const last = Math.max(first + 1, Math.ceil(high / step - tolerance));
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
};

/** Quotients of floats miss whole numbers by less than this. */
const tolerance = 1e-9;

/** Lines over a common pair of axes, as SVG. */
export const linePlot = (series: readonly Series[], options: PlotOptions): string => {
  const points = series.flatMap((one) => one.points);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const xTicks = ticksOver(Math.min(0, ...xs), Math.max(...xs));
  const yTicks = ticksOver(Math.min(...ys), Math.max(...ys));
  const [right, bottom] = [size.width - size.right, size.height - size.bottom];
  const x = scaleOf(xTicks[0] ?? 0, xTicks.at(-1) ?? 1, size.left, right);
  const y = scaleOf(yTicks[0] ?? 0, yTicks.at(-1) ?? 1, bottom, size.top);
  const lines = series.map(({ kind, points: own }) => {
    const shape = kind === "band" ? "polygon" : "polyline";
    return `<${shape} class="${kind}" points="${own.map(([a, b]) => `${round(x(a))},${round(y(b))}`).join(" ")}"/>`;
  });
  const ticks = [
    ...xTicks.map((at) => label(x(at), bottom + 16, "middle", options.formatX(at))),
    ...yTicks.flatMap((at) => [
      `<path class="grid" d="M${size.left} ${round(y(at))}H${right}"/>`,
      label(size.left - 6, y(at) + 4, "end", options.formatY(at)),
    ]),
  ];
  return svg(options, [...ticks, ...lines]);
};

export interface Bar {
  readonly name: string;
  /** Between 0 and 1. */
  readonly share: number;
}

/** Two bars are no walls. */
const barWidthMax = 70;

/** One bar for each of some shares, as SVG. */
export const barPlot = (bars: readonly Bar[], options: Omit<PlotOptions, "formatX">): string => {
  const most = Math.max(...bars.map(({ share }) => share));
  const y = scaleOf(0, most, size.height - size.bottom, size.top + 14);
  const step = (size.width - size.left - size.right) / bars.length;
  const width = Math.min(step * 0.8, barWidthMax);
  const shapes = bars.flatMap(({ name, share }, index) => {
    const middle = size.left + (index + 0.5) * step;
    const height = size.height - size.bottom - y(share);
    return [
      `<rect class="bar" x="${round(middle - width / 2)}" y="${round(y(share))}" width="${round(width)}" height="${round(height)}"/>`,
      label(middle, y(share) - 4, "middle", options.formatY(share)),
      label(middle, size.height - size.bottom + 16, "middle", name),
    ];
  });
  return svg(options, shapes);
};

const label = (x: number, y: number, anchor: string, text: string): string =>
  `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${escapeHtml(text)}</text>`;

const svg = (
  { title, xTitle, yTitle }: Pick<PlotOptions, "title" | "xTitle" | "yTitle">,
  shapes: readonly string[],
): string => {
  const { width, height, left, right, top, bottom } = size;
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(title)}">`,
    `<path class="axis" d="M${left} ${top}V${height - bottom}H${width - right}"/>`,
    ...shapes,
    label((left + width) / 2, height - 8, "middle", xTitle),
    `<text transform="translate(13 ${height / 2}) rotate(-90)" text-anchor="middle">${escapeHtml(yTitle)}</text>`,
    "</svg>",
  ].join("\n");
};
