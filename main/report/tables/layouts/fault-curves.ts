import type { Estimate } from '../../../contract/estimate.ts';
import type { FaultCurve, ProfileComparison } from '../../../contract/results.ts';
import { formatRate } from '../../../contract/text/digits.ts';
import { numberCell, percentCell, textCell } from '../cells.ts';
import type { TableColumn, TableContent, TableRow } from '../table-document.ts';

type Rows = Pick<TableContent, 'columns' | 'rows'>;

/** Accuracy of a curve's network under the faults it is used with. */
export type UsualAccuracy = (curve: Pick<FaultCurve, 'profile' | 'label'>) => Estimate | undefined;

export function usualAccuracy(profiles: readonly ProfileComparison[]): UsualAccuracy {
  return ({ profile, label }) =>
    profiles.find((each) => each.label === profile)?.methods.find((method) => method.label === label)?.recovered;
}

/** With the profile where there are several. */
export function curveName({ profile, label }: FaultCurve, all: readonly FaultCurve[]): string {
  return new Set(all.map((curve) => curve.profile)).size > 1 ? `${label} (${profile})` : label;
}

export function ratesOf(curves: readonly FaultCurve[]): readonly number[] {
  const rates = new Set(curves.flatMap(({ points }) => points.map(({ rate }) => rate)));
  return [...rates].toSorted((first, second) => first - second);
}

/**
 * Accuracy of each trained network, a row, at fault rates it was used at, a column each (arXiv:1912.10764, figure 1).
 * @param all curves that names are told apart from; of kind `rate`
 */
export function rateCurveRows(all: readonly FaultCurve[], rates: readonly number[]): Rows {
  return {
    columns: [
      { key: 'network', title: 'Trained network', kind: 'text' },
      ...rates.map((rate): TableColumn => ({
        key: `accuracy_percent_at_${rate}`,
        title: formatRate(rate),
        group: 'Accuracy (%) at fault rate',
        kind: 'measured',
      })),
    ],
    rows: all.map((curve) => ({
      cells: [
        textCell(curveName(curve, all)),
        ...rates.map((rate) => percentCell(curve.points.find((point) => point.rate === rate)?.accuracy)),
      ],
    })),
  };
}

const layersOf = ({ points }: FaultCurve): readonly string[] => points.map(({ layer }) => layer ?? '');

/** Networks with other layers get a table of their own. */
export function networksOf(curves: readonly FaultCurve[]): readonly (readonly FaultCurve[])[] {
  return [...Map.groupBy(curves, (curve) => JSON.stringify(layersOf(curve))).values()];
}

/**
 * Accuracy with the bits of one layer random, a row for each layer in the network's order, a column for each trained network
 * (arXiv:1912.10764, figure 2), and a row with none.
 *
 * @param some with the same layers
 * @param all that names are told apart from
 */
export function layerCurveRows(some: readonly FaultCurve[], all: readonly FaultCurve[], usual: UsualAccuracy): Rows {
  const layers = layersOf(some[0]!);
  return {
    columns: [
      { key: 'random_layer', title: 'Random layer', kind: 'text' },
      ...some.map((curve, index): TableColumn => ({
        key: `accuracy_percent_${index + 1}`,
        title: curveName(curve, all),
        group: 'Accuracy (%)',
        kind: 'measured',
      })),
    ],
    rows: [
      ...(some.some(usual) ? [{ cells: [textCell('(none)'), ...some.map((curve) => percentCell(usual(curve)))] }] : []),
      ...layers.map((layer, row) => ({
        cells: [textCell(layer), ...some.map(({ points }) => percentCell(points[row]?.accuracy))],
      })),
    ],
  };
}

/** The accuracies at other fault rates: networks in columns where there are fewer of them than rates. */
function rateTable(curves: readonly FaultCurve[]): Rows {
  const rates = ratesOf(curves);
  if (rates.length <= Math.max(6, curves.length)) return rateCurveRows(curves, rates);
  return {
    columns: [
      { key: 'fault_rate', title: 'Fault rate', kind: 'number' },
      ...curves.map((curve, index): TableColumn => ({
        key: `accuracy_percent_${index + 1}`,
        title: curveName(curve, curves),
        group: 'Accuracy (%)',
        kind: 'measured',
      })),
    ],
    rows: rates.map((rate): TableRow => ({
      cells: [
        numberCell(rate, 'rate'),
        ...curves.map(({ points }) => percentCell(points.find((point) => point.rate === rate)?.accuracy)),
      ],
    })),
  };
}

/** Accuracies of networks under faults that they were not trained for; empty without any. */
export function faultCurveTables(all: readonly FaultCurve[], usual: UsualAccuracy): readonly TableContent[] {
  const byRate = all.filter(({ kind }) => kind === 'rate');
  const byLayer = all.filter(({ kind }) => kind === 'layer');
  const networks = networksOf(byLayer);
  const tables = [
    ...(byRate.length === 0
      ? []
      : [
          {
            id: 'accuracy-by-fault-rate-table',
            title: 'Accuracy at other fault rates',
            caption: 'Accuracy of trained networks at fault rates other than that of training, the same for all layers',
            ...rateTable(byRate),
          },
        ]),
    ...networks.map((some, index) => ({
      id: networks.length === 1 ? 'one-layer-random-table' : `one-layer-random-table-${index + 1}`,
      title: 'One layer random',
      caption: 'Accuracy of trained networks with the bits of one layer random',
      ...layerCurveRows(some, byLayer, usual),
    })),
  ];
  return tables.map((table) => ({ ...table, notes: [] }));
}
