import type { Estimate, FaultCurve } from '../contract/results.ts';
import { intervalNote, percentCell } from './estimate.ts';
import { formatRate } from './format-number.ts';
import { textTable } from './text-table.ts';

/** Columns of numbers that fit beside a label on a terminal of 100 columns or so. */
const columnsAtOnce = 6;

function chunks<Value>(values: readonly Value[]): readonly (readonly Value[])[] {
  const count = Math.ceil(values.length / columnsAtOnce);
  return Array.from({ length: count }, (_, index) => values.slice(index * columnsAtOnce, (index + 1) * columnsAtOnce));
}

/** Accuracy of a curve's network under the faults it is used with. */
export type UsualAccuracy = (curve: Pick<FaultCurve, 'profile' | 'label'>) => Estimate | undefined;

function named(curves: readonly FaultCurve[]): readonly (FaultCurve & { readonly name: string })[] {
  const several = new Set(curves.map(({ profile }) => profile)).size > 1;
  return curves.map((curve) => ({ ...curve, name: several ? `${curve.label} (${curve.profile})` : curve.label }));
}

function withNote(tables: readonly string[], curves: readonly FaultCurve[]): string {
  const estimates = curves.flatMap(({ points }) => points.map(({ accuracy }) => accuracy));
  return `${tables.join('\n\n')}\n${intervalNote(estimates)}`;
}

/** Accuracy of each trained network, a row, at each fault rate it was used at, a column (arXiv:1912.10764, figure 1). */
export function rateCurvesTable(all: readonly FaultCurve[]): string {
  const curves = named(all.filter(({ kind }) => kind === 'rate'));
  if (curves.length === 0) return '';
  const rates = [...new Set(curves.flatMap(({ points }) => points.map(({ rate }) => rate)))];
  const tables = chunks(rates.toSorted((first, second) => first - second)).map((some) =>
    textTable(
      [
        { title: 'accuracy % at fault rate' },
        ...some.map((rate) => ({ title: formatRate(rate), align: 'right' as const })),
      ],
      curves.map(({ name, points }) => [
        name,
        ...some.map((rate) => percentCell(points.find((point) => point.rate === rate)?.accuracy)),
      ]),
    ),
  );
  return withNote(tables, curves);
}

/**
 * Accuracy with the bits of one layer random, a row for each layer in the network's order, a column for each trained network
 * (arXiv:1912.10764, figure 2), and a row with none. Networks with other layers get a table of their own.
 */
export function layerCurvesTable(all: readonly FaultCurve[], usual: UsualAccuracy): string {
  const curves = named(all.filter(({ kind }) => kind === 'layer'));
  if (curves.length === 0) return '';
  const layersOf = ({ points }: FaultCurve): readonly string[] => points.map(({ layer }) => layer ?? '');
  const networks = [...Map.groupBy(curves, (curve) => JSON.stringify(layersOf(curve))).values()];
  const tables = networks.flatMap((group) =>
    chunks(group).map((some) =>
      textTable(
        [{ title: 'accuracy % with layer' }, ...some.map(({ name }) => ({ title: name, align: 'right' as const }))],
        [
          ...(some.some(usual) ? [['(none)', ...some.map((curve) => percentCell(usual(curve)))]] : []),
          ...layersOf(group[0]!).map((layer, row) => [
            layer,
            ...some.map(({ points }) => percentCell(points[row]?.accuracy)),
          ]),
        ],
      ),
    ),
  );
  return withNote(tables, curves);
}
