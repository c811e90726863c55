import { frameInk, gridInk, ink } from '../looks.ts';
import type { Primitive, Rectangle, Stroke } from '../scene.ts';
import { textWidth } from '../text-outline.ts';
import { drawMarks } from './draw-marks.ts';
import { labelGap, letterRoom, lineHeight, tickLength, type PanelPlan } from './panel-plan.ts';

const spine: Stroke = { color: frameInk, width: 0.5 };
const guide: Stroke = { color: gridInk, width: 0.4 };

/** @param frame where the axes of the panel are, @param left edge of the panel, @param top edge of the panel */
export function drawPanel(plan: PanelPlan, frame: Rectangle, left: number, top: number): readonly Primitive[] {
  const { panel, x, y, room } = plan;
  return [
    ...guides(plan, frame),
    ...drawMarks(panel.marks, { rectangle: frame, x, y, scale: room.fontSize / 7 }),
    ...drawAxes(plan, frame),
    ...drawTitles(plan, frame, left, top),
    ...plan.legend.draw(left, top + titleHeight(plan)),
  ];
}

function titleHeight({ titleLines, room }: PanelPlan): number {
  return titleLines.length === 0 ? 0 : titleLines.length * lineHeight * room.fontSize + 0.3 * room.fontSize;
}

/** Pale lines that lead from the name of a row to what stands in it. */
function guides({ panel, y, rowLabels }: PanelPlan, frame: Rectangle): readonly Primitive[] {
  if (panel.y.scale !== 'category' || panel.marks.some(({ kind }) => kind === 'bars')) return [];
  return rowLabels.map(({ value }) => {
    const at = frame.y + frame.height * y.at(value);
    return { type: 'line', x1: frame.x, x2: frame.x + frame.width, y1: at, y2: at, stroke: guide };
  });
}

function drawAxes(plan: PanelPlan, frame: Rectangle): readonly Primitive[] {
  const bottom = frame.y + frame.height;
  return [
    { type: 'line', x1: frame.x, x2: frame.x, y1: frame.y, y2: bottom, stroke: spine },
    { type: 'line', x1: frame.x, x2: frame.x + frame.width, y1: bottom, y2: bottom, stroke: spine },
    ...drawBelow(plan, frame),
    ...drawBeside(plan, frame),
  ];
}

function drawBelow({ x, xTicks, uprightX, room }: PanelPlan, frame: Rectangle): readonly Primitive[] {
  const bottom = frame.y + frame.height;
  const size = room.fontSize;
  const tick = (value: number, length: number): Primitive => {
    const at = frame.x + frame.width * x.at(value);
    return { type: 'line', x1: at, x2: at, y1: bottom, y2: bottom + length, stroke: spine };
  };
  const base = bottom + tickLength + labelGap;
  return [
    ...xTicks.minor.map((value) => tick(value, 0.6 * tickLength)),
    ...xTicks.labelled.flatMap(({ value, label }): Primitive[] => {
      const at = frame.x + frame.width * x.at(value);
      const style = { text: label, size, weight: 'regular', color: ink, role: 'tick-x' } as const;
      return [
        tick(value, tickLength),
        ...(label === ''
          ? []
          : [
              uprightX
                ? {
                    ...style,
                    type: 'text' as const,
                    x: at + 0.25 * size,
                    y: base,
                    anchor: 'end' as const,
                    upright: true,
                  }
                : { ...style, type: 'text' as const, x: at, y: base + 0.72 * size, anchor: 'middle' as const },
            ]),
      ];
    }),
    ...zeroBreak(x.hasZero, frame.x + frame.width * x.at(0), bottom, frame.width, true),
  ];
}

/** Two strokes through a logarithmic axis between its 0 and its smallest power. */
function zeroBreak(
  hasZero: boolean,
  at: number,
  across: number,
  length: number,
  horizontal: boolean,
): readonly Primitive[] {
  if (!hasZero) return [];
  const middle = at + (horizontal ? 1 : -1) * 0.035 * length;
  return [-0.9, 0.9].map((shift): Primitive => {
    const [along, reach] = [middle + shift, 1.8];
    return horizontal
      ? { type: 'line', x1: along - 0.7, x2: along + 0.7, y1: across + reach, y2: across - reach, stroke: spine }
      : { type: 'line', x1: across - reach, x2: across + reach, y1: along + 0.7, y2: along - 0.7, stroke: spine };
  });
}

function drawBeside(
  { panel, y, yTicks, rowLabels, rowNotes, room }: PanelPlan,
  frame: Rectangle,
): readonly Primitive[] {
  const size = room.fontSize;
  const isCategory = panel.y.scale === 'category';
  const downOf = (value: number): number => frame.y + frame.height * (isCategory ? y.at(value) : 1 - y.at(value));
  const tick = (value: number, length: number): Primitive => {
    const at = downOf(value);
    return { type: 'line', x1: frame.x - length, x2: frame.x, y1: at, y2: at, stroke: spine };
  };
  const style = { size, weight: 'regular', color: ink } as const;
  const edge = frame.x - tickLength - labelGap;
  return [
    ...yTicks.minor.map((value) => tick(value, 0.6 * tickLength)),
    ...yTicks.labelled.flatMap(({ value, label }): Primitive[] => [
      tick(value, tickLength),
      { type: 'text', x: edge, y: downOf(value) + 0.27 * size, text: label, anchor: 'end', role: 'tick-y', ...style },
    ]),
    ...rowLabels.flatMap(({ value, lines }) =>
      lines.map((text, line): Primitive => {
        const base = downOf(value) + (0.3 + (line - (lines.length - 1) / 2) * lineHeight * 0.95) * size;
        return { type: 'text', x: edge, y: base, text, anchor: 'end', role: 'tick-y', ...style };
      }),
    ),
    ...rowNotes.map((text, value): Primitive => {
      const at = { x: frame.x + frame.width + 0.6 * size, y: downOf(value) + 0.27 * size };
      return { type: 'text', ...at, text, anchor: 'start', role: 'note', ...style };
    }),
    ...zeroBreak(y.hasZero, frame.y + frame.height * (1 - y.at(0)), frame.x, frame.height, false),
  ];
}

function drawTitles(plan: PanelPlan, frame: Rectangle, left: number, top: number): readonly Primitive[] {
  const { titleLines, titleX, titleY, room, bottom } = plan;
  const size = room.fontSize;
  const step = lineHeight * size;
  const style = { size, weight: 'regular', color: ink, role: 'title' } as const;
  const before = room.letter === undefined ? 0 : letterRoom(room.letter, size);
  const below = frame.y + frame.height + bottom - (titleX.length - 1) * step - 0.3 * size;
  return [
    ...(room.letter === undefined
      ? []
      : [
          {
            type: 'text' as const,
            ...{ x: left, y: top + 0.85 * size, text: room.letter, anchor: 'start' as const },
            ...{ ...style, size: 1.15 * size, weight: 'semibold' as const },
          },
        ]),
    ...titleLines
      .map((text, line): Primitive => ({
        type: 'text',
        ...{ x: left + before, y: top + 0.85 * size + line * step, text, anchor: 'start', ...style },
      }))
      .filter((line) => line.type === 'text' && line.text !== ''),
    ...titleX.map((text, line): Primitive => ({
      type: 'text',
      ...{ x: centerOfTitle(frame, left, plan), y: below + line * step, text, anchor: 'middle', ...style },
    })),
    ...titleY.map((text, line): Primitive => ({
      type: 'text',
      ...{ x: left + (0.8 + line * lineHeight) * size, y: frame.y + frame.height / 2, text, anchor: 'middle' },
      ...{ upright: true, ...style },
    })),
  ];
}

/** Below the middle of the frame, but of the whole panel where the frame is narrow. */
function centerOfTitle(frame: Rectangle, left: number, { titleX, room, right }: PanelPlan): number {
  const half = Math.max(0, ...titleX.map((line) => textWidth(line, room.fontSize))) / 2;
  const middle = frame.x + frame.width / 2;
  const mostRight = left + room.width - Math.min(right, 2) - half;
  return Math.max(left + half, Math.min(middle, mostRight));
}
