import type { Axis, FigurePanel } from '../figure-document.ts';
import { textWidth } from '../text-outline.ts';
import { axisScale, type AxisScale } from './axis-scale.ts';
import { axisTicks, type AxisTicks, type Tick } from './axis-ticks.ts';
import { categoryLabels } from './category-labels.ts';
import { wrapped } from './fit-text.ts';
import { legendLayout, type Legend } from './legend.ts';

/** Length of a tick, and between it and its label. */
export const tickLength = 2.2;
export const labelGap = 1.6;
/** Between lines of one text, in sizes of the font. */
export const lineHeight = 1.15;

export interface PanelRoom {
  /** Of the panel with its labels, in points */
  readonly width: number;
  /** That its legend may have: of the panels in its row that share it */
  readonly legendWidth: number;
  readonly frameHeight: number;
  readonly fontSize: number;
  readonly showsTitleX: boolean;
  /** Otherwise the panel below has the same categories with their names */
  readonly showsNamesX: boolean;
  readonly showsTitleY: boolean;
  /** Before the title: `a`, `b`, ... */
  readonly letter?: string;
  /** At least so much beside the frame: panels above each other have their frames in line */
  readonly left?: number;
  readonly right?: number;
}

export interface RowLabel {
  readonly value: number;
  readonly lines: readonly string[];
}

/** What a panel needs around the frame of its axes, and what will stand there. */
export interface PanelPlan {
  readonly panel: FigurePanel;
  readonly room: PanelRoom;
  readonly x: AxisScale;
  readonly y: AxisScale;
  readonly xTicks: AxisTicks;
  readonly yTicks: AxisTicks;
  readonly uprightX: boolean;
  readonly rowLabels: readonly RowLabel[];
  readonly rowNotes: readonly string[];
  readonly titleLines: readonly string[];
  readonly titleX: readonly string[];
  readonly titleY: readonly string[];
  readonly legend: Legend;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** How much longer than the frame the title beside it may be, in sizes of the font: above the frame are title and legend. */
const titleReach = 1;

const none: AxisTicks = { labelled: [], minor: [] };
/** Of a panel's width, at most for the names of its rows */
const rowLabelShare = 0.42;
/** Of a panel's width, at least for the frame if there are to be notes beside it */
const leastFrameShare = 0.4;

/** @param room lengths in points */
export function planPanel(panel: FigurePanel, room: PanelRoom): PanelPlan {
  const { width, frameHeight, fontSize: size, letter } = room;
  const x = axisScale(panel.x, panel.marks, 'x');
  const y = axisScale(panel.y, panel.marks, 'y');
  const titleLines = titleOf(panel, letter, width, size);
  const legend = legendLayout(panel.legend ?? [], room.legendWidth, size);
  const top =
    titleLines.length * lineHeight * size + (titleLines.length > 0 ? 0.3 * size : 0) + legend.height + 0.55 * size;

  const rowLabels = rowLabelsOf(panel.y, width, size, frameHeight);
  const lineExtent = (label: string): number => (label === '' ? 0 : size);
  const yTicks =
    panel.y.scale === 'category' ? none : axisTicks(y, { length: frameHeight, extent: lineExtent, gap: 0.45 * size });
  const yTexts = [...rowLabels.flatMap(({ lines }) => lines), ...yTicks.labelled.map(({ label }) => label)];
  const widestLabel = Math.max(0, ...yTexts.map((text) => textWidth(text, size)));
  const titleY =
    room.showsTitleY && panel.y.title !== '' ? wrapped(panel.y.title, frameHeight + titleReach * size, size, 3) : [];
  const left = Math.max(
    room.left ?? 0,
    titleY.length * lineHeight * size + (titleY.length > 0 ? 0.35 * size : 0) + widestLabel + labelGap + tickLength,
  );

  const notes = panel.rowNotes ?? [];
  const notesWidth = Math.max(0, ...notes.map((note) => textWidth(note, size))) + 0.6 * size;
  const hasNotes = notes.length > 0 && width - left - notesWidth >= leastFrameShare * width;
  const beside = hasNotes ? notesWidth : 0;
  const below = labelsBelow(panel.x, x, width - left - Math.max(beside, room.right ?? 0, 0.9 * size), size);
  const frameWidth = width - left - Math.max(beside, 0.9 * size);
  const right = Math.max(room.right ?? 0, beside, 0.3 * size, overhang(x, below, frameWidth, size));
  const final = labelsBelow(panel.x, x, width - left - right, size);
  const titleX = room.showsTitleX ? wrapped(final.title, width - right, size, 2) : [];
  const xTicks = room.showsNamesX
    ? final.ticks
    : { labelled: final.ticks.labelled.map(({ value }) => ({ value, label: '' })), minor: final.ticks.minor };
  const labelHeight = !room.showsNamesX
    ? 0
    : final.upright
      ? Math.max(0, ...final.ticks.labelled.map(({ label }) => textWidth(label, size)))
      : 0.76 * size;
  const bottom =
    tickLength +
    labelGap +
    labelHeight +
    (titleX.length > 0 ? 0.55 * size + titleX.length * lineHeight * size : 0.3 * size);
  return {
    ...{
      panel,
      room,
      x,
      y,
      xTicks,
      yTicks,
      uprightX: final.upright,
      rowLabels,
      titleLines,
      titleX,
      titleY,
    },
    ...{ rowNotes: hasNotes ? notes : [], legend, left, right, top, bottom },
  };
}

function titleOf({ title }: FigurePanel, letter: string | undefined, width: number, size: number): readonly string[] {
  if (title === undefined || title === '') return letter === undefined ? [] : [''];
  const before = letter === undefined ? 0 : letterRoom(letter, size);
  return wrapped(title, width - before, size, 2);
}

/** Of the bold letter before a panel's title. */
export const letterRoom = (letter: string, size: number): number =>
  textWidth(letter, 1.15 * size, 'semibold') + 0.6 * size;

/** Height of a row by the lines its name may have, in sizes of the font. */
const rowPitches = { one: 1.7, two: 2.75 } as const;
/** The least that names of one line need. */
const leastPitch = 1.02;

function rowLabelsOf(
  { scale, categories = [] }: Axis,
  width: number,
  size: number,
  frameHeight: number,
): readonly RowLabel[] {
  if (scale !== 'category') return [];
  const mostLines = frameHeight / categories.length >= 2 * lineHeight * size ? 2 : 1;
  return categories.map((name, value) => ({ value, lines: wrapped(name, rowLabelShare * width, size, mostLines) }));
}

/** What the frame of rows needs for their names, in points; at least so much, and so much to look well. */
export function rowsHeight({ categories = [] }: Axis, width: number, size: number): { least: number; natural: number } {
  const isWide = categories.some((name) => textWidth(name, size) > rowLabelShare * width);
  return {
    least: categories.length * leastPitch * size,
    natural: (categories.length * (isWide ? rowPitches.two : rowPitches.one) + 0.6) * size,
  };
}

interface LabelsBelow {
  readonly ticks: AxisTicks;
  readonly upright: boolean;
  readonly title: string;
}

function labelsBelow(axis: Axis, scale: AxisScale, length: number, size: number): LabelsBelow {
  if (axis.scale === 'category') {
    const { ticks, upright, title } = categoryLabels(scale, length, size, 12 * size);
    return { ticks: { labelled: ticks, minor: [] }, upright, title };
  }
  const extent = (label: string): number => textWidth(label, size);
  return { ticks: axisTicks(scale, { length, extent, gap: 0.7 * size }), upright: false, title: axis.title };
}

/** How far the label furthest right reaches beyond the frame. */
function overhang(scale: AxisScale, { ticks, upright }: LabelsBelow, width: number, size: number): number {
  const half = (tick: Tick): number => (upright ? 0.5 * size : textWidth(tick.label, size) / 2);
  const beyond = ticks.labelled.map((tick) => half(tick) - (1 - scale.at(tick.value)) * width);
  return Math.max(0, ...beyond) + 0.15 * size;
}
