import type { FigureMark, FigurePoint } from '../figure-document.ts';
import { ink } from '../looks.ts';
import type { Position, Primitive, Rectangle, Stroke } from '../scene.ts';
import type { AxisScale } from './axis-scale.ts';
import { markerPrimitive } from './markers.ts';

export interface Frame {
  readonly rectangle: Rectangle;
  readonly x: AxisScale;
  readonly y: AxisScale;
  /** Of the figure's text against 7 points */
  readonly scale: number;
}

const acrossOf = ({ rectangle: { x, width }, x: scale }: Frame, value: number): number => x + width * scale.at(value);
/** The first category is the uppermost, the lowest number at the bottom. */
const downOf = ({ rectangle: { y, height }, y: scale }: Frame, value: number): number =>
  scale.axis.scale === 'category' ? y + height * scale.at(value) : y + height * (1 - scale.at(value));

/** Half the length of the caps of an error bar. */
const cap = 1.3;

/** What a panel shows, in the frame of its axes. */
export function drawMarks(marks: readonly FigureMark[], frame: Frame): readonly Primitive[] {
  return marks.flatMap((mark): readonly Primitive[] => {
    switch (mark.kind) {
      case 'line':
        return drawLine(mark.points, { ...mark.look }, frame);
      case 'points':
        return [
          ...mark.points.flatMap((point) => errorBars(point, mark.look.color, frame)),
          ...mark.points.map((point) =>
            markerPrimitive(mark.look, acrossOf(frame, point.x), downOf(frame, point.y), frame.scale),
          ),
        ];
      case 'bars':
        return drawBars(mark, frame);
      case 'rule': {
        const { x, y, width, height } = frame.rectangle;
        const stroke = { ...mark.look };
        if (mark.axis === 'x') {
          const at = acrossOf(frame, mark.at);
          return [{ type: 'line', x1: at, x2: at, y1: y, y2: y + height, stroke }];
        }
        const at = downOf(frame, mark.at);
        return [{ type: 'line', x1: x, x2: x + width, y1: at, y2: at, stroke }];
      }
    }
  });
}

/** A line is interrupted where a value is missing. */
function drawLine(points: readonly FigurePoint[], stroke: Stroke, frame: Frame): readonly Primitive[] {
  const pieces: Position[][] = [[]];
  for (const { x, y } of points) {
    if (Number.isFinite(x) && Number.isFinite(y)) pieces.at(-1)!.push([acrossOf(frame, x), downOf(frame, y)]);
    else pieces.push([]);
  }
  return pieces.filter(({ length }) => length > 1).map((piece) => ({ type: 'path', points: piece, stroke }));
}

function isWithin(scale: AxisScale, value: number): boolean {
  return scale.axis.scale === 'category' || (value >= scale.low && value <= scale.high);
}

function errorBars(point: FigurePoint, color: string, frame: Frame): readonly Primitive[] {
  const { x, y, xLow, xHigh, yLow, yHigh } = point;
  const stroke = { color, width: 0.5 };
  const [across, down] = [acrossOf(frame, x), downOf(frame, y)];
  const horizontal = bar(frame.x, xLow, xHigh).flatMap(({ from, to, capped }): Primitive[] => {
    const [x1, x2] = [acrossOf(frame, from), acrossOf(frame, to)];
    const ends = capped.map((end) => acrossOf(frame, end));
    return [
      { type: 'line', x1, x2, y1: down, y2: down, stroke },
      ...ends.map((end): Primitive => ({ type: 'line', x1: end, x2: end, y1: down - cap, y2: down + cap, stroke })),
    ];
  });
  const vertical = bar(frame.y, yLow, yHigh).flatMap(({ from, to, capped }): Primitive[] => {
    const [y1, y2] = [downOf(frame, from), downOf(frame, to)];
    const ends = capped.map((end) => downOf(frame, end));
    return [
      { type: 'line', x1: across, x2: across, y1, y2, stroke },
      ...ends.map((end): Primitive => ({ type: 'line', x1: across - cap, x2: across + cap, y1: end, y2: end, stroke })),
    ];
  });
  return [...horizontal, ...vertical];
}

/** From one end to the other, with caps at those ends that lie in the frame. Nothing where they are the same. */
function bar(
  scale: AxisScale,
  low = NaN,
  high = NaN,
): readonly { readonly from: number; readonly to: number; readonly capped: readonly number[] }[] {
  if (!Number.isFinite(low) || !Number.isFinite(high) || !(high > low)) return [];
  return [{ from: low, to: high, capped: [low, high].filter((end) => isWithin(scale, end)) }];
}

function drawBars({ bars, share, look }: Extract<FigureMark, { kind: 'bars' }>, frame: Frame): readonly Primitive[] {
  const isUpright = frame.x.axis.scale === 'category';
  const { rectangle } = frame;
  const stroke = look.outline === undefined ? {} : { stroke: { color: look.outline, width: 0.4 } };
  return bars.flatMap(({ at, from, to, low, high, starred }): Primitive[] => {
    const end = Math.max(to, high ?? to);
    if (isUpright) {
      const [top, bottom] = [downOf(frame, Math.max(from, to)), downOf(frame, Math.min(from, to))];
      const width = (share * rectangle.width) / (frame.x.high - frame.x.low);
      const middle = acrossOf(frame, at);
      const star = { shape: 'star', color: ink, size: 3.6, filled: true } as const;
      return [
        { type: 'rectangle', x: middle - width / 2, y: top, width, height: bottom - top, fill: look.color, ...stroke },
        ...errorBars({ x: at, y: to, yLow: low, yHigh: high }, ink, frame),
        ...(starred === true
          ? [markerPrimitive(star, middle, downOf(frame, end) - 3.4 * frame.scale, frame.scale)]
          : []),
      ];
    }
    const [left, right] = [acrossOf(frame, Math.min(from, to)), acrossOf(frame, Math.max(from, to))];
    const height = (share * rectangle.height) / (frame.y.high - frame.y.low);
    const y = downOf(frame, at) - height / 2;
    return [
      { type: 'rectangle', x: left, y, width: right - left, height, fill: look.color, ...stroke },
      ...errorBars({ x: to, y: at, xLow: low, xHigh: high }, ink, frame),
    ];
  });
}
