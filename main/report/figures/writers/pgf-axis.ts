import type { FigureBar, FigureMark, LegendEntry } from '../figure-document.ts';
import type { AxisScale } from '../layout/axis-scale.ts';
import type { PgfPanel } from './pgf-room.ts';
import type { Tick } from '../layout/axis-ticks.ts';
import { ink } from '../looks.ts';
import {
  fillOptions,
  legendLines,
  legendOptions,
  lineOptions,
  markOptions,
  pgfLegendHeight,
  type ColorName,
} from './pgf-legend.ts';
import type { PlotColumns } from './pgf-data.ts';
import { wrapped } from '../layout/fit-text.ts';
import { lowerEnd, standing } from './zero-place.ts';
import { texText, texWider } from './tex-text.ts';
import { pgfTitleY } from './pgf-room.ts';

export interface PgfSettings {
  /** In points */
  readonly figureHeight: number;
  readonly figureWidth: number;
  readonly size: number;
  readonly colorName: ColorName;
  readonly columnsOf: ReadonlyMap<FigureMark, PlotColumns>;
  /** Of all panels, drawn with the first one */
  readonly sharedLegend?: readonly LegendEntry[];
}

const round = (value: number): string => String(Number(value.toFixed(2)));
const exact = (value: number): string => String(Number(value.toPrecision(10)));

function tickOptions(
  name: 'x' | 'y',
  scale: AxisScale,
  ticks: readonly Tick[],
  minor: readonly number[],
): readonly string[] {
  const places = ticks.map(({ value }) => exact(standing(scale, value))).join(',');
  const labels = ticks.map(({ label }) => `{${label}}`).join(',');
  return [
    `${name}min=${exact(lowerEnd(scale))}, ${name}max=${exact(scale.high)}`,
    `${name}tick={${places}}`,
    `${name}ticklabels={${labels}}`,
    ...(minor.length === 0 ? [] : [`minor ${name}tick={${minor.map(exact).join(',')}}`]),
  ];
}

/** One panel: an axis where its frame is, with everything in it. */
export function pgfAxis(placed: PgfPanel, settings: PgfSettings): readonly string[] {
  const { plan, frame } = placed;
  const { panel, x, y, xTicks, yTicks, uprightX, rowLabels } = plan;
  const { size, colorName, figureHeight, columnsOf } = settings;
  const own = settings.sharedLegend ?? panel.legend ?? [];
  const hasTitle = plan.titleLines.length > 0;
  const isShared = settings.sharedLegend !== undefined;
  const ownHeight = isShared ? 0 : pgfLegendHeight(own, plan.room.legendWidth, size);
  const raise = placed.legendHeight + 0.35 * size;
  const titleRaise = raise + (placed.legendHeight > 0 ? 0.3 * size : 0);
  const titleHeight = hasTitle ? 1.5 * size * plan.titleLines.length : 0;
  const isRows = panel.y.scale === 'category';
  const texTicks = (ticks: readonly Tick[]): readonly Tick[] =>
    ticks.map(({ value, label }) => ({ value, label: texText(label) }));
  const rowTicks = rowLabels.map(({ value, lines }) => ({ value, label: lines.map(texText).join('\\\\') }));
  const titleX = plan.titleX.length === 0 ? [] : wrapped(plan.titleX.join(' '), frame.width / texWider, size, 2);
  const titleY = pgfTitleY(plan);
  const stacked = panel.marks.some((mark) => mark.kind === 'bars') && isRows;
  const options = [
    `at={(${round(frame.x)}bp,${round(figureHeight - frame.y - frame.height)}bp)}, anchor=south west`,
    `scale only axis, width=${round(frame.width)}bp, height=${round(frame.height)}bp`,
    'axis x line*=bottom, axis y line*=left, tick align=outside, major tick length=2.2pt, minor tick length=1.3pt',
    'every axis plot/.append style={line join=round}',
    'axis line style={line width=0.5pt}, every tick/.append style={line width=0.5pt, black}',
    'label style={inner sep=1pt}, tick label style={inner sep=1.5pt}',
    ...(panel.x.scale === 'logarithmic' ? ['xmode=log'] : []),
    ...(panel.y.scale === 'logarithmic' ? ['ymode=log'] : []),
    ...(isRows ? ['y dir=reverse', 'yticklabel style={align=right}'] : []),
    ...tickOptions('x', x, texTicks(xTicks.labelled), xTicks.minor),
    ...tickOptions('y', y, isRows ? rowTicks : texTicks(yTicks.labelled), yTicks.minor),
    ...(uprightX ? ['xticklabel style={rotate=90, anchor=east}'] : []),
    ...(titleX.length === 0 ? [] : [`xlabel={${titleX.map(texText).join('\\\\')}}, xlabel style={align=center}`]),
    ...(titleY.length === 0 ? [] : [`ylabel={${titleY.map(texText).join('\\\\')}}, ylabel style={align=center}`]),
    ...(own.length === 0
      ? []
      : legendOptions(own, {
          width: isShared ? settings.figureWidth : plan.room.legendWidth,
          size,
          left: placed.left - frame.x,
          raise: isShared ? titleRaise + titleHeight : raise - ownHeight,
        })),
    ...(stacked ? [`xbar stacked, bar width=${shareOf(panel.marks)}`] : []),
  ];
  const letter = plan.room.letter === undefined ? '' : `\\textbf{${plan.room.letter}}\\enspace `;
  const title = plan.titleLines.map(texText).join(' ');
  return [
    '\\begin{axis}[',
    ...options.map((option) => `  ${option},`),
    ']',
    ...panel.marks.flatMap((mark) => plot(mark, columnsOf.get(mark), { x, y, size, colorName, stacked })),
    ...legendLines(own, size, colorName),
    '\\end{axis}',
    ...(hasTitle
      ? [
          `\\node[anchor=south west, inner sep=0pt] at (${round(placed.left)},${round(figureHeight - frame.y + titleRaise)}) {${letter}${title}};`,
        ]
      : []),
    ...zeroBreak(placed, figureHeight),
    ...plan.rowNotes.map((note, row) => {
      const down = frame.y + frame.height * y.at(row);
      return `\\node[anchor=west, inner sep=0pt] at (${round(frame.x + frame.width + 0.6 * size)},${round(figureHeight - down)}) {${texText(note)}};`;
    }),
  ];
}

/** Two strokes through a logarithmic axis between its 0 and its smallest power. */
function zeroBreak({ plan: { x, y }, frame }: PgfPanel, figureHeight: number): readonly string[] {
  const [left, bottom] = [frame.x, figureHeight - frame.y - frame.height];
  const stroke = (across: number, up: number, reachX: number, reachY: number): string =>
    `\\draw[line width=0.5pt] (${round(across - reachX)},${round(up - reachY)}) -- (${round(across + reachX)},${round(up + reachY)});`;
  const alongX = left + frame.width * (x.at(0) + 0.035);
  const alongY = bottom + frame.height * (y.at(0) + 0.035);
  return [-0.9, 0.9].flatMap((shift) => [
    ...(x.hasZero ? [stroke(alongX + shift, bottom, 0.7, 1.8)] : []),
    ...(y.hasZero ? [stroke(left, alongY + shift, 1.8, 0.7)] : []),
  ]);
}

function shareOf(marks: readonly FigureMark[]): number {
  return marks.find((mark) => mark.kind === 'bars')?.share ?? 0.7;
}

interface PlotPlace {
  readonly x: AxisScale;
  readonly y: AxisScale;
  readonly size: number;
  readonly colorName: ColorName;
  /** Its bars lie end to end: pgfplots would put everything else behind them, too */
  readonly stacked: boolean;
}

function plot(mark: FigureMark, columns: PlotColumns | undefined, place: PlotPlace): readonly string[] {
  const { x, y, size, colorName, stacked } = place;
  const apart = stacked ? 'sharp plot, stack plots=false, ' : '';
  if (mark.kind === 'rule') {
    const ends =
      mark.axis === 'x'
        ? [
            [mark.at, y.low],
            [mark.at, y.high],
          ]
        : [
            [x.low, mark.at],
            [x.high, mark.at],
          ];
    const coordinates = ends.map(([across, up]) => `(${exact(across!)},${exact(up!)})`).join(' ');
    return [`\\addplot[${lineOptions(mark.look, colorName)}, no markers, forget plot] coordinates {${coordinates}};`];
  }
  if (columns === undefined) return [];
  const table = `table[${[`x=${columns.x}`, `y=${columns.y}`, ...errorColumns(columns)].join(', ')}] {\\noisefloordata};`;
  const errors = errorOptions(columns, mark.kind === 'bars' ? ink : mark.look.color, colorName);
  switch (mark.kind) {
    case 'line':
      return [`\\addplot[${apart}${lineOptions(mark.look, colorName)}, no markers, forget plot] ${table}`];
    case 'points':
      return [
        // Below the marks: pgfplots would draw them through those that are open
        ...(errors === '' ? [] : [`\\addplot[${apart}draw=none, no markers${errors}, forget plot] ${table}`]),
        `\\addplot[${apart}only marks, ${markOptions(mark.look, size, colorName)}, forget plot] ${table}`,
      ];
    case 'bars': {
      const upright = x.axis.scale === 'category' ? `ybar, bar shift=0pt, bar width=${mark.share}, ` : '';
      return [
        `\\addplot[${upright}${fillOptions(mark.look, colorName)}${errors}, forget plot] ${table}`,
        ...stars(mark.bars, place),
      ];
    }
  }
}

function errorColumns({ errorsX, errorsY }: PlotColumns): readonly string[] {
  return [
    ...(errorsX === undefined ? [] : [`x error minus=${errorsX[0]}`, `x error plus=${errorsX[1]}`]),
    ...(errorsY === undefined ? [] : [`y error minus=${errorsY[0]}`, `y error plus=${errorsY[1]}`]),
  ];
}

function errorOptions({ errorsX, errorsY }: PlotColumns, color: string, colorName: ColorName): string {
  if (errorsX === undefined && errorsY === undefined) return '';
  const directions = [
    ...(errorsX === undefined ? [] : ['x dir=both', 'x explicit']),
    ...(errorsY === undefined ? [] : ['y dir=both', 'y explicit']),
  ];
  const look = `${colorName(color)}, solid, line width=0.5pt`;
  return `, error bars/.cd, ${directions.join(', ')}, error bar style={${look}}, error mark options={${look}, mark size=1.3pt, rotate=90}, /pgfplots/.cd`;
}

function stars(bars: readonly FigureBar[], { y, size, colorName }: PlotPlace): readonly string[] {
  const starred = bars.filter((bar) => bar.starred === true);
  if (starred.length === 0) return [];
  const raise = 0.05 * (y.high - y.low);
  const coordinates = starred.map(({ at, to, high }) => `(${at},${exact(Math.max(to, high ?? to) + raise)})`).join(' ');
  const look = markOptions({ shape: 'star', color: ink, size: 3, filled: true }, size, colorName);
  return [
    `\\addplot[only marks, ${look.replace('line width=1.1pt', 'line width=0.5pt')}, forget plot] coordinates {${coordinates}};`,
  ];
}
