import type { ChartLook } from './chart-look.ts';
import type { Series } from './front-series.ts';

/** Two values that a cursor compares, on the axis that it does not stand on; absent where a front does not reach it. */
export interface CursorEnds {
  readonly method?: number;
  readonly against?: number;
}

/** Lines of equal accuracy and of equal energy, and what lies between two fronts along them. */
export interface FrontCursors {
  /** A fraction; the line across the chart */
  readonly accuracy?: number;
  /** A fraction of the reference's; the upright line */
  readonly energy?: number;
  /** Energies of the two fronts at `accuracy`, and what is said of them */
  readonly saving?: CursorEnds & { readonly text: string };
  /** Accuracies of the two fronts for `energy` */
  readonly gain?: CursorEnds & { readonly text: string };
}

interface Segment {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly text: string;
  readonly upright: boolean;
}

function segmentsOf({ accuracy, energy, saving, gain }: FrontCursors): readonly Segment[] {
  const along: Segment[] = [];
  if (accuracy !== undefined && saving?.method !== undefined && saving.against !== undefined) {
    along.push({ from: [saving.method, accuracy], to: [saving.against, accuracy], text: saving.text, upright: false });
  }
  if (energy !== undefined && gain?.method !== undefined && gain.against !== undefined) {
    along.push({ from: [energy, gain.against], to: [energy, gain.method], text: gain.text, upright: true });
  }
  return along;
}

/** The reading of an upright line stands beside it, on the side where there is room. */
function beside(isRight: boolean): Series {
  return { rotate: 0, align: isRight ? 'right' : 'left', offset: [isRight ? -8 : 8, 0] };
}

/** A mark under a reading stays visible. */
function translucent(color: string): string {
  return /^#[0-9a-f]{6}$/i.test(color) ? `${color}b3` : color;
}

/**
 * The cursors: thin lines right across, and between the two fronts a thick one with its reading.
 *
 * @param isRight whether an energy lies in the right part of the drawing
 */
export function cursorSeries(
  cursors: FrontCursors,
  { tokens }: ChartLook,
  isRight: (energy: number) => boolean,
): Series {
  const { accuracy, energy } = cursors;
  const across = [
    ...(accuracy === undefined ? [] : [{ yAxis: accuracy }]),
    ...(energy === undefined ? [] : [{ xAxis: energy }]),
  ];
  return {
    id: 'cursors',
    type: 'line',
    data: [],
    silent: true,
    z: 5,
    markLine: {
      silent: true,
      animation: false,
      symbol: 'none',
      // Otherwise a line stands at the nearest per cent
      precision: 12,
      lineStyle: { color: tokens.inkSoft, width: 1, type: [4, 3] },
      label: { show: false },
      data: [
        ...across,
        ...segmentsOf(cursors).map(({ from, to, text, upright }) => [
          {
            coord: from,
            symbol: 'circle',
            symbolSize: 7,
            lineStyle: { color: tokens.ink, width: 2.5, type: 'solid' },
            label: {
              show: text !== '',
              formatter: text,
              position: 'middle',
              ...(upright ? beside(isRight(from[0])) : {}),
              color: tokens.ink,
              backgroundColor: translucent(tokens.surfaceRaised),
              padding: [2, 4],
              fontSize: 12,
              fontWeight: 600,
            },
          },
          { coord: to, symbol: 'circle', symbolSize: 7 },
        ]),
      ],
    },
  };
}
