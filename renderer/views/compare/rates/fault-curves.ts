import type { Estimate } from '../../../../main/contract/estimate.ts';
import type { FaultCurve, ProfileComparison } from '../../../../main/contract/results.ts';
import type { TableColumn, TableRow } from '../../../components/table-text.ts';
import { rateText } from '../../../charts/digits.ts';
import { accuracyText, percentText } from '../text/estimate-text.ts';
import { formatSample } from '../../../../main/contract/text/estimate-text.ts';

/** A curve with a name that no other of the study has. */
export interface NamedCurve extends FaultCurve {
  readonly name: string;
  /** Under the faults it is used with */
  readonly usual?: Estimate;
  /** Absent where it differs from layer to layer */
  readonly trainingRate?: number;
}

/** Curves of one kind, with the profile in their name where there are several. */
export function namedCurves(
  curves: readonly FaultCurve[],
  profiles: readonly ProfileComparison[],
  kind: FaultCurve['kind'],
): readonly NamedCurve[] {
  const several = new Set(curves.map(({ profile }) => profile)).size > 1;
  return curves
    .filter((curve) => curve.kind === kind)
    .map((curve) => {
      const { profile, label } = curve;
      const compared = profiles.find((each) => each.label === profile)?.methods.find((each) => each.label === label);
      const configuration = compared?.configuration;
      const own = configuration === undefined ? undefined : { rate: undefined, ...configuration };
      const trainingRate = own === undefined ? undefined : 'trainRate' in own ? own.trainRate : own.rate;
      return {
        ...curve,
        name: several ? `${label} (${profile})` : label,
        ...(compared === undefined ? {} : { usual: compared.recovered }),
        ...(trainingRate === undefined ? {} : { trainingRate }),
      };
    });
}

const number = { kind: 'number' } as const;

/** A row for each trained network, a column for each rate it was used at (arXiv:1912.10764, figure 1). */
export function rateCurveTable(curves: readonly NamedCurve[]): {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
} {
  const rates = [...new Set(curves.flatMap(({ points }) => points.map(({ rate }) => rate)))].toSorted((a, b) => a - b);
  return {
    columns: [
      { key: 'name', label: 'Accuracy (%) at fault rate' },
      ...rates.map((rate) => ({ key: String(rate), label: rateText(rate), ...number })),
    ],
    rows: curves.map(({ name, points }) => ({
      name,
      ...Object.fromEntries(points.map(({ rate, accuracy }) => [String(rate), percentText(accuracy)])),
    })),
  };
}

/** A row for each layer and one for none, a column for each trained network (arXiv:1912.10764, figure 2). */
export function layerCurveTable(curves: readonly NamedCurve[]): {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
} {
  const layers = layersOf(curves);
  return {
    columns: [
      { key: 'layer', label: 'Accuracy (%) with layer random' },
      ...curves.map(({ name }) => ({ key: name, label: name, ...number })),
    ],
    rows: [
      { layer: '(none)', ...Object.fromEntries(curves.map(({ name, usual }) => [name, percentText(usual)])) },
      ...layers.map((layer) => ({
        layer,
        ...Object.fromEntries(curves.map(({ name, points }) => [name, percentText(pointOf(points, layer)?.accuracy)])),
      })),
    ],
  };
}

export function layersOf(curves: readonly NamedCurve[]): readonly string[] {
  return [...new Set(curves.flatMap(({ points }) => points.flatMap(({ layer }) => layer ?? [])))];
}

function pointOf(points: FaultCurve['points'], layer: string): FaultCurve['points'][number] | undefined {
  return points.find((each) => each.layer === layer);
}

/** What a point of a curve says, for the tooltip and for reading out. */
export function describeCurvePoint(curve: NamedCurve, point: FaultCurve['points'][number] | undefined): string {
  if (point === undefined) return '';
  const { rate, layer, accuracy } = point;
  const where = layer === undefined ? `used at fault rate ${rateText(rate)}` : `bits of ${layer} random`;
  const own = layer === undefined && rate === curve.trainingRate ? ', the rate of its training' : '';
  return `${curve.name}\n${where}${own}\nAccuracy ${accuracyText(accuracy)} over ${formatSample(accuracy)}`;
}
