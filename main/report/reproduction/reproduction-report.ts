import type { ReproducedQuantity, ReproducedRow, Reproduction } from '../../contract/reproduction.ts';
import type { Estimate } from '../../contract/estimate.ts';
import { formatInterval, halfWidth } from '../../contract/text/estimate-text.ts';
import { intervalNote } from '../interval-note.ts';
import { fixed, formatSignificant, formatWithUncertainty } from '../../contract/text/digits.ts';
import { section } from '../section.ts';
import { textTable } from '../text-table.ts';

/** A paper's table beside ours, the differences, what differs in what was done, and what is reconstructed. */
export function reproductionReport(reproduction: Reproduction): string {
  const { title, citation, table, quantities, settings, reconstructed } = reproduction;
  return [
    section(`Reproduction: ${title}`, citation),
    ...(table === undefined ? [] : [section('The table, ours last', tableText(table), noteOf(table.rows))]),
    section('The paper and ours', quantityTable(quantities), [...sourceLines(quantities), quantityNote].join('\n')),
    section(
      'What differs',
      textTable(
        [{ title: '' }, { title: 'paper' }, { title: 'here' }],
        settings.map(({ what, paper, ours }) => [what, paper, ours]),
      ),
    ),
    section('What is reconstructed', reconstructed.map((each) => `- ${each}`).join('\n')),
  ].join('\n\n');
}

function tableText({ columns, rows }: NonNullable<Reproduction['table']>): string {
  return textTable(
    [{ title: '' }, ...columns.map((title) => ({ title, align: 'right' as const }))],
    rows.map(({ name, isOurs, cells }) => [
      isOurs ? `ours: ${name}` : name,
      ...cells.map((cell, column) => cellText(cell, decimalsIn(rows, column))),
    ]),
  );
}

/** As many as the paper's numbers of a column have: 69 is 69.0 beside 69.8. */
function decimalsIn(rows: readonly ReproducedRow[], column: number): number {
  const numbers = rows.map(({ cells }) => cells[column]).filter((cell) => typeof cell === 'number');
  return Math.max(0, ...numbers.map((number) => String(number).split('.')[1]?.length ?? 0));
}

function cellText(cell: number | Estimate | undefined, decimals: number): string {
  if (cell === undefined) return '–';
  if (typeof cell === 'number') return fixed(cell, decimals);
  const uncertainty = halfWidth(cell);
  return Number.isFinite(uncertainty) && uncertainty > 0
    ? formatWithUncertainty(cell.value, uncertainty)
    : formatSignificant(cell.value, 3);
}

function noteOf(rows: readonly ReproducedRow[]): string {
  const estimates = rows.flatMap(({ cells }) => cells.filter((cell) => typeof cell === 'object'));
  return `Accuracies in per cent, speed-up in times. The paper gives no intervals. ${intervalNote(estimates)}`.trimEnd();
}

const quantityNote =
  "The difference is ours less the paper's, in points, or for factors ours by the paper's. In brackets the range of the paper's rows, and the ends of our " +
  'interval where there is one.';

function quantityTable(quantities: readonly ReproducedQuantity[]): string {
  return textTable(
    [
      { title: '' },
      { title: 'paper', align: 'right' },
      { title: 'ours', align: 'right' },
      { title: 'difference', align: 'right' },
      { title: 'ours is read off' },
    ],
    quantities.map((quantity, index) => {
      const isRepeated = quantities[index - 1]?.what === quantity.what;
      const { what, ours, at } = quantity;
      return [
        isRepeated ? '' : what,
        isRepeated ? '' : paperCell(quantity),
        ours === undefined ? '–' : withUnit(oursText(ours), quantity),
        ours === undefined ? '–' : differenceCell(ours, quantity),
        at ?? '',
      ];
    }),
  );
}

/** Where the paper's numbers are from, each once. */
function sourceLines(quantities: readonly ReproducedQuantity[]): readonly string[] {
  const labels = Map.groupBy(quantities, ({ paper }) => paper.label);
  return [...labels].map(([label, of]) => {
    const whats = new Set(of.map(({ what }) => what));
    return labels.size === 1 ? `The paper's: ${label}.` : `The paper's for ${[...whats].join('; ')}: ${label}.`;
  });
}

const withUnit = (text: string, { unit }: ReproducedQuantity): string => `${text}${unit === 'times' ? '×' : ' pt'}`;

function paperCell(quantity: ReproducedQuantity): string {
  const { value, range } = quantity.paper;
  const places = quantity.unit === 'points' ? 1 : 2;
  const digits = (number: number) =>
    quantity.unit === 'points' ? fixed(number, places) : formatSignificant(number, 2);
  const ends = range === undefined ? '' : ` [${digits(range[0])}, ${digits(range[1])}]`;
  return withUnit(`${digits(value)}${ends}`, quantity);
}

function oursText(ours: Estimate): string {
  return Number.isFinite(ours.low) && Number.isFinite(ours.high) ? formatInterval(ours) : fixed(ours.value, 1);
}

/** How far apart, to a tenth: the paper's numbers have no more. */
function differenceCell(ours: Estimate, { unit, paper }: ReproducedQuantity): string {
  if (unit === 'times') return `${formatSignificant(ours.value / paper.value, 2)}×`;
  const difference = ours.value - paper.value;
  return `${difference > 0 ? '+' : ''}${fixed(difference, 1)} pt`;
}
