import { formatSignificant } from '../../../main/contract/text/digits.ts';
import { formatBytes } from '../../../main/report/format-number.ts';
import { textPairs, textTable } from '../../../main/report/text-table.ts';
import { keepsTarget, largest, median, type Figure } from './figure.ts';
import type { Machine } from './machine.ts';

export interface Measured extends Figure {
  /** While it was measured; see `loadAverage` */
  readonly load: number;
}

export interface Report {
  readonly machine: Machine;
  /** ISO 8601, UTC */
  readonly at: string;
  readonly figures: readonly Measured[];
}

const number = (value: number): string => (Number.isFinite(value) ? formatSignificant(value, 3) : '–');

function targetText({ target: { limit, bound }, unit, judged }: Figure): string {
  return `${bound} ${limit.toLocaleString('en-US')} ${unit}${judged === 'every' ? ', always' : ''}`;
}

/** As JSON has it: with what follows from the values. */
export function figuresDocument({ machine, at, figures }: Report): object {
  return {
    machine,
    at,
    figures: figures.map((figure) => ({
      ...figure,
      ...(figure.values.length === 0 ? {} : { median: median(figure.values), worst: Math.max(...figure.values) }),
      kept: keepsTarget(figure),
    })),
  };
}

function computedText({ computed }: Figure): string {
  return computed === undefined ? '' : number(largest(computed));
}

/** The same for people. */
export function figuresText({ machine, at, figures }: Report): string {
  const about = textPairs([
    ['processor', `${machine.processor}, ${machine.cores} cores`],
    ['memory', formatBytes(machine.memoryBytes)],
    ['platform', machine.platform],
    ['node', machine.node],
    ['chromium', machine.chromium],
    ...(machine.commit === undefined ? [] : [['commit', machine.commit] as const]),
    ['measured', at],
  ]);
  const table = textTable(
    [
      { title: 'figure' },
      { title: 'target' },
      { title: 'median', align: 'right' },
      { title: 'worst', align: 'right' },
      { title: 'computed', align: 'right' },
      { title: 'n', align: 'right' },
      { title: 'load', align: 'right' },
      { title: '' },
    ],
    figures.map((figure) => [
      figure.title,
      targetText(figure),
      figure.values.length === 0 ? '–' : number(median(figure.values)),
      figure.values.length === 0 ? '–' : number(Math.max(...figure.values)),
      computedText(figure),
      String(figure.values.length),
      figure.load.toFixed(1),
      keepsTarget(figure) ? 'kept' : 'MISSED',
    ]),
  );
  const legend =
    'In milliseconds, where nothing else is said. always: every repetition is judged, elsewhere the median is. computed: the longest\n' +
    'time of the same kind in which the page’s own thread had a processor; in the rest the page waited, for a frame, for another\n' +
    'process, or for a processor. n: repetitions. load: of the machine over a minute, what was measured included.';
  const notes = figures.filter(({ notes }) => notes.length > 0);
  const noteLines = notes.map((figure) => [figure.title, ...figure.notes.map((note) => `  ${note}`)].join('\n'));
  return `${[about, table, legend, ...noteLines].join('\n\n')}\n`;
}
