/** A point with intervals along one or both axes; a bound that is not finite is not drawn. */
export interface ErrorBarPoint {
  readonly x: number | string;
  readonly y: number;
  readonly xLow?: number;
  readonly xHigh?: number;
  readonly yLow?: number;
  readonly yHigh?: number;
}

export interface ErrorBarSettings {
  readonly color?: string;
  readonly width?: number;
  /** Half the length of the cap, pixels; default 4 */
  readonly cap?: number;
  readonly opacity?: number;
  readonly name?: string;
  /** Above or below the points; default 1, below */
  readonly z?: number;
}

interface RenderApi {
  value(dimension: number): number;
  coord(point: readonly (number | string)[]): [number, number];
}

interface Line {
  readonly type: 'line';
  readonly shape: { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number };
  readonly style: Readonly<Record<string, unknown>>;
}

/** An ECharts series that draws intervals: a line from bound to bound with caps, none where a bound is not known. */
export function errorBars(points: readonly ErrorBarPoint[], settings: ErrorBarSettings = {}): Record<string, unknown> {
  const { color, width = 1.25, cap = 4, opacity = 1, name, z = 1 } = settings;
  const style = { ...(color === undefined ? {} : { stroke: color }), lineWidth: width, opacity, fill: undefined };
  return {
    type: 'custom',
    ...(name === undefined ? {} : { name }),
    silent: true,
    z,
    // A custom series that is drawn again would have none, which ECharts warns of
    zlevel: 0,
    tooltip: { show: false },
    progressive: 0,
    clip: true,
    encode: { x: [0, 2, 3], y: [1, 4, 5] },
    ...(color === undefined ? {} : { itemStyle: { color } }),
    data: points.map((point) => [
      point.x,
      point.y,
      ...bounds(point.xLow, point.xHigh),
      ...bounds(point.yLow, point.yHigh),
    ]),
    renderItem: (_params: unknown, api: RenderApi) => {
      const [x, y] = [api.value(0), api.value(1)];
      const [xLow, xHigh, yLow, yHigh] = [api.value(2), api.value(3), api.value(4), api.value(5)];
      return {
        type: 'group',
        children: [
          ...bar(api.coord([xLow, y]), api.coord([xHigh, y]), cap, style),
          ...bar(api.coord([x, yLow]), api.coord([x, yHigh]), cap, style),
        ],
      };
    },
  };
}

const bounds = (low: number | undefined, high: number | undefined): (number | string)[] =>
  low !== undefined && high !== undefined && Number.isFinite(low) && Number.isFinite(high) ? [low, high] : ['-', '-'];

/** A line between two points with caps across it; nothing where one is not on the drawing. */
export function bar(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  cap: number,
  style: Readonly<Record<string, unknown>>,
): Line[] {
  if (![x1, y1, x2, y2].every(Number.isFinite)) return [];
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length === 0) return [];
  const [acrossX, acrossY] = [((y2 - y1) / length) * cap, ((x2 - x1) / length) * cap];
  const line = (fromX: number, fromY: number, toX: number, toY: number): Line => ({
    type: 'line',
    shape: { x1: fromX, y1: fromY, x2: toX, y2: toY },
    style,
  });
  return [
    line(x1, y1, x2, y2),
    line(x1 - acrossX, y1 - acrossY, x1 + acrossX, y1 + acrossY),
    line(x2 - acrossX, y2 - acrossY, x2 + acrossX, y2 + acrossY),
  ];
}
