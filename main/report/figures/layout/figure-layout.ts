import { LabError } from '../../../contract/errors.ts';
import { figureWidthMm, pageHeightMm, type FigureStyle } from '../../../contract/figure-style.ts';
import type { FigureDocument, FigurePanel } from '../figure-document.ts';
import { pointsPerMm, type Rectangle, type Scene } from '../scene.ts';
import { drawPanel } from './draw-panel.ts';
import { legendLayout, type Legend } from './legend.ts';
import { planPanel, rowsHeight, type PanelPlan } from './panel-plan.ts';

/** Around everything, in points. */
export const figureMargin = 2;
/** Between panels, in sizes of the font. */
const gutter = { across: 1.6, down: 1.1 } as const;
/** Frames are lower where they would take more, in points. */
const pageHeight = pageHeightMm * pointsPerMm;
/** No frame is lower, in sizes of the font. */
const leastFrame = 5;

interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** Of one panel, in points */
  readonly panelWidth: number;
}

/** A panel with its place, in points from the upper left corner of the figure. */
export interface PlacedPanel {
  readonly plan: PanelPlan;
  readonly left: number;
  readonly top: number;
  readonly frame: Rectangle;
}

/** Where everything of a figure is. */
export interface FigurePlan {
  /** In points */
  readonly width: number;
  readonly height: number;
  /** Of all panels, at the upper edge */
  readonly legend: Legend;
  readonly panels: readonly PlacedPanel[];
}

/**
 * Draws a figure. A pure function of its data and style: the same ones give the same scene.
 *
 * @throws LabError 'invalid-argument' when the height that was asked for has no room for it
 */
export function figureScene(figure: FigureDocument, style: FigureStyle): Scene {
  const { width, height, legend, panels } = planFigure(figure, style);
  return {
    ...{ width, height, title: figure.title, description: figure.caption },
    primitives: [
      ...legend.draw(figureMargin, figureMargin),
      ...panels.flatMap(({ plan, frame, left, top }) => drawPanel(plan, frame, left, top)),
    ],
    frames: panels.map(({ frame }) => frame),
  };
}

/**
 * Places everything of a figure. Where the height is not given and would be more than a page's, more panels lie side by side
 * than are as wide as they should be, if that makes it fit.
 *
 * @throws LabError as `figureScene`
 */
export function planFigure(figure: FigureDocument, style: FigureStyle): FigurePlan {
  const width = figureWidthMm(style) * pointsPerMm - 2 * figureMargin;
  const [usual, ...narrower] = gridsOf(figure, width, style.fontPt);
  const plan = planIn(usual!, figure, style);
  if (style.heightMm !== undefined || isOnPage(plan)) return plan;
  for (const grid of narrower) {
    const other = planIn(grid, figure, style);
    if (isOnPage(other)) return other;
  }
  return plan;
}

const isOnPage = ({ height }: FigurePlan): boolean => height <= pageHeight + 1e-6;

function planIn(grid: Grid, figure: FigureDocument, style: FigureStyle): FigurePlan {
  const width = figureWidthMm(style) * pointsPerMm;
  const size = style.fontPt;
  const legend = legendLayout(figure.legend, width - 2 * figureMargin, size);
  const legendHeight = legend.height === 0 ? 0 : legend.height + 0.5 * size;
  const rows = inRows(figure.panels, grid.columns);
  const wanted = rows.map((row) => row.map((panel) => frameHeightOf(panel, figure, grid, size)));
  const natural = wanted.map((row) => Math.max(...row.map((each) => each.natural)));
  const least = wanted.map((row) => Math.max(...row.map((each) => each.least)));
  const around = (plans: readonly (readonly PanelPlan[])[]): number =>
    2 * figureMargin +
    legendHeight +
    (rows.length - 1) * gutter.down * size +
    sum(plans.map((row) => topOf(row) + bottomOf(row)));

  let plans = planRows(rows, natural, grid, size);
  let heights: readonly number[] = natural;
  const needed = (): number => neededHeight(around(plans), natural, least);
  const asked = style.heightMm === undefined ? Math.max(pageHeight, needed()) : style.heightMm * pointsPerMm;
  if (style.heightMm !== undefined || around(plans) + sum(natural) > asked) {
    const shrunk = (): readonly number[] => {
      const factor = (asked - around(plans)) / sum(natural);
      return natural.map((height) => height * factor);
    };
    plans = planRows(
      rows,
      shrunk().map((height) => Math.max(height, 1)),
      grid,
      size,
    );
    heights = shrunk();
    if (heights.some((height, row) => height < least[row]!)) {
      if (style.heightMm !== undefined) throw tooLow(figure, style, needed());
      heights = heights.map((height, row) => Math.max(height, least[row]!));
    }
  }

  const height = style.heightMm === undefined ? around(plans) + sum(heights) : style.heightMm * pointsPerMm;
  const panels: PlacedPanel[] = [];
  let top = figureMargin + legendHeight;
  for (const [row, own] of plans.entries()) {
    for (const [column, plan] of own.entries()) {
      const left = figureMargin + column * (grid.panelWidth + gutter.across * size);
      const frame = {
        x: left + plan.left,
        y: top + topOf(own),
        width: grid.panelWidth - plan.left - plan.right,
        height: heights[row]!,
      };
      panels.push({ plan, left, top, frame });
    }
    top += topOf(own) + heights[row]! + bottomOf(own) + gutter.down * size;
  }
  return { width, height, legend, panels };
}

/** All frames shrink by the same factor, until one of them is as low as it can be. */
function neededHeight(around: number, natural: readonly number[], least: readonly number[]): number {
  return around + sum(natural) * Math.max(...natural.map((height, row) => least[row]! / height));
}

function tooLow({ id }: FigureDocument, { heightMm }: FigureStyle, needed: number): LabError {
  return new LabError(
    'invalid-argument',
    `The figure ${id} does not fit into a height of ${heightMm} mm.`,
    `Give at least ${Math.ceil(needed / pointsPerMm)} mm, a smaller font, or no height.`,
  );
}

/** Of the width that panels should have, at least, where the figure would be higher than a page. */
const narrowest = 0.37;

/**
 * As many panels side by side as are wide enough, rows of about the same number. Those of one legend stay side by side. After
 * it the grids of narrower panels, the widest first.
 */
function gridsOf({ panels, panelWidth: least }: FigureDocument, width: number, size: number): readonly Grid[] {
  const gap = gutter.across * size;
  const mostOf = (share: number): number =>
    Math.max(1, Math.floor((width + gap) / (share * least * 0.83 * size + gap)));
  const span = Math.max(...panels.map(({ legendSpan = 1 }) => legendSpan));
  const gridOf = (most: number): Grid => {
    const together = most >= span && panels.length % span === 0 ? span : 1;
    const groups = panels.length / together;
    const rows = Math.ceil(groups / Math.min(Math.floor(most / together), groups));
    const columns = together * Math.ceil(groups / rows);
    return { columns, rows, panelWidth: (width - (columns - 1) * gap) / columns };
  };
  const [first, last] = [mostOf(1), mostOf(narrowest)];
  const grids = Array.from({ length: last - first + 1 }, (_, index) => gridOf(first + index));
  return grids.filter(({ columns }, index) => index === 0 || columns > grids[index - 1]!.columns);
}

function inRows(panels: readonly FigurePanel[], columns: number): readonly (readonly FigurePanel[])[] {
  return Array.from({ length: Math.ceil(panels.length / columns) }, (_, row) =>
    panels.slice(row * columns, (row + 1) * columns),
  );
}

interface FrameHeight {
  readonly least: number;
  readonly natural: number;
}

function frameHeightOf(
  { y }: FigurePanel,
  { aspect }: FigureDocument,
  { panelWidth }: Grid,
  size: number,
): FrameHeight {
  const low = leastFrame * size;
  if (y.scale !== 'category') return { least: low, natural: Math.max(low, aspect * panelWidth) };
  const { least, natural } = rowsHeight(y, panelWidth, size);
  return { least, natural: Math.max(least, natural) };
}

const spannedWidth = (panels: number, width: number, size: number): number =>
  panels * width + (panels - 1) * gutter.across * size;

/** Frames of a column are in line, and those of a row as high as each other. */
function planRows(
  rows: readonly (readonly FigurePanel[])[],
  heights: readonly number[],
  { panelWidth, columns }: Grid,
  size: number,
): readonly (readonly PanelPlan[])[] {
  const isOnly = rows.length === 1 && rows[0]!.length === 1;
  const letterOf = (row: number, column: number): string | undefined =>
    isOnly ? undefined : letters(row * columns + column);
  const plan = (
    sides: readonly { readonly left: number; readonly right: number }[],
  ): readonly (readonly PanelPlan[])[] =>
    rows.map((row, rowIndex) =>
      row.map((panel, column) => {
        const below = rows[rowIndex + 1]?.[column];
        const beside = row[column - 1];
        return planPanel(panel, {
          width: panelWidth,
          legendWidth: spannedWidth(Math.min(panel.legendSpan ?? 1, row.length - column), panelWidth, size),
          frameHeight: heights[rowIndex]!,
          fontSize: size,
          showsNamesX: below === undefined || !hasSameCategories(below, panel),
          showsTitleX: below === undefined || below.x.title !== panel.x.title,
          showsTitleY: beside === undefined || beside.y.title !== panel.y.title,
          letter: letterOf(rowIndex, column),
          ...sides[column],
        });
      }),
    );
  const first = plan([]);
  const sides = Array.from({ length: columns }, (_, column) => {
    const own = first.flatMap((row) => row[column] ?? []);
    return { left: Math.max(...own.map(({ left }) => left)), right: Math.max(...own.map(({ right }) => right)) };
  });
  return plan(sides);
}

function hasSameCategories({ x: first }: FigurePanel, { x: second }: FigurePanel): boolean {
  const { categories = [] } = second;
  return (
    first.scale === 'category' &&
    first.categories?.length === categories.length &&
    first.categories.every((name, index) => name === categories[index])
  );
}

/** `a` to `z`, then `aa`, `ab`, ... */
function letters(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : letters(Math.floor(index / 26) - 1) + letter;
}

const topOf = (row: readonly PanelPlan[]): number => Math.max(...row.map(({ top }) => top));
const bottomOf = (row: readonly PanelPlan[]): number => Math.max(...row.map(({ bottom }) => bottom));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
