/** A line through points, in the order of their x. */
export interface Series {
  readonly points: readonly (readonly [x: number, y: number])[];
  /** A class of the report's style sheet: `line`, `band` or `mark`. */
  readonly kind: "line" | "band" | "mark";
}

export interface PlotOptions {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly formatX: (value: number) => string;
  readonly formatY: (value: number) => string;
}

const size = { width: 640, height: 260, left: 88, right: 36, top: 12, bottom: 44 };

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

/** Lines over a common pair of axes, as SVG. */
export const linePlot = (series: readonly Series[], options: PlotOptions): string => {
  const points = series.flatMap((one) => one.points);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [x0, x1] = [Math.min(...xs), Math.max(...xs)];
  const [y0, y1] = [Math.min(...ys), Math.max(...ys)];
  const x = scaleOf(x0, x1, size.left, size.width - size.right);
  const y = scaleOf(y0, y1, size.height - size.bottom, size.top);
  const lines = series.map(
    ({ kind, points: own }) =>
      `<polyline class="${kind}" points="${own.map(([a, b]) => `${round(x(a))},${round(y(b))}`).join(" ")}"/>`,
  );
  const ticks = [0, 0.5, 1].flatMap((part) => {
    const [atX, atY] = [x0 + part * (x1 - x0), y0 + part * (y1 - y0)];
    return [
      label(x(atX), size.height - size.bottom + 16, "middle", options.formatX(atX)),
      label(size.left - 6, y(atY) + 4, "end", options.formatY(atY)),
    ];
  });
  return svg(options, [...ticks, ...lines]);
};

export interface Bar {
  readonly name: string;
  /** Between 0 and 1. */
  readonly share: number;
}

/** One bar for each of some shares, as SVG. */
export const barPlot = (bars: readonly Bar[], options: Omit<PlotOptions, "formatX">): string => {
  const most = Math.max(...bars.map(({ share }) => share));
  const y = scaleOf(0, most, size.height - size.bottom, size.top + 14);
  const step = (size.width - size.left - size.right) / bars.length;
  const shapes = bars.flatMap(({ name, share }, index) => {
    const [from, middle] = [size.left + index * step, size.left + (index + 0.5) * step];
    const height = size.height - size.bottom - y(share);
    return [
      `<rect class="bar" x="${round(from + step * 0.1)}" y="${round(y(share))}" width="${round(step * 0.8)}" height="${round(height)}"/>`,
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
