import type { Estimate } from '../contract/estimate.ts';
import type { FrontComparison } from '../contract/front-results.ts';
import type { FaultCurve, RateHistory, StudyComparison } from '../contract/results.ts';
import type { SeparatedValue } from '../contract/text/separated-text.ts';

/** The data of a figure: a CSV file, one row a point. */
export interface FigureData {
  readonly file: string;
  /** What it shows, in one sentence without a full stop */
  readonly shows: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SeparatedValue[])[];
}

/** The fault rate a curve's network was trained at; undefined where it differs from layer to layer. */
export type TrainingRate = (curve: Pick<FaultCurve, 'profile' | 'label'>) => number | undefined;

/** Of a fraction: value, ends of its interval, and what the interval is. */
const accuracyColumns = ['accuracy_fraction', 'low', 'high', 'confidence', 'interval_over', 'interval_n'];

function interval({ value, low, high, confidence, over, n }: Estimate): readonly SeparatedValue[] {
  return [value, low, high, confidence, over, n];
}

/**
 * The data of a study's figures with all their digits, those of arXiv:1912.10764 first. Rates are errors by bits read,
 * accuracies fractions of the test images, energies fractions of the reference's. Data that the study does not have are
 * left out.
 */
export function figureData(comparison: StudyComparison, trainingRate: TrainingRate): readonly FigureData[] {
  const { fronts, faultCurves, rateHistories } = comparison;
  return [
    rateCurves(faultCurves, trainingRate),
    layerCurves(faultCurves),
    ...(fronts === undefined ? [] : frontData(fronts)),
    ...rateData(rateHistories),
  ].filter(({ rows }) => rows.length > 0);
}

function rateCurves(curves: readonly FaultCurve[], trainingRate: TrainingRate): FigureData {
  return {
    file: 'test-rate-against-training-rate.csv',
    shows: 'Accuracy at fault rates other than that of training (arXiv:1912.10764, figure 1)',
    columns: ['profile', 'method', 'label', 'training_rate_per_bit', 'test_rate_per_bit', ...accuracyColumns],
    rows: curves
      .filter(({ kind }) => kind === 'rate')
      .flatMap((curve) =>
        curve.points.map(({ rate, accuracy }) => [
          curve.profile,
          curve.method,
          curve.label,
          trainingRate(curve),
          rate,
          ...interval(accuracy),
        ]),
      ),
  };
}

function layerCurves(curves: readonly FaultCurve[]): FigureData {
  return {
    file: 'one-layer-random.csv',
    shows: 'Accuracy with the bits of one layer random (arXiv:1912.10764, figure 2)',
    columns: ['profile', 'method', 'label', 'layer_number', 'layer', 'rate_per_bit', ...accuracyColumns],
    rows: curves
      .filter(({ kind }) => kind === 'layer')
      .flatMap(({ profile, method, label, points }) =>
        points.map(({ layer, rate, accuracy }, index) => [
          profile,
          method,
          label,
          index + 1,
          layer,
          rate,
          ...interval(accuracy),
        ]),
      ),
  };
}

function frontData({ fronts, savings, gains }: FrontComparison): readonly FigureData[] {
  const points = fronts.flatMap(({ method, points: own }) => own.map((point) => ({ method, ...point })));
  return [
    {
      file: 'energy-accuracy.csv',
      shows: 'Energy and accuracy of every configuration, over seeds (arXiv:1912.10764, figure 3)',
      columns: [
        ...[
          'profile',
          'method',
          'label',
          'network',
          'seeds',
          'energy_fraction_of_reference',
          'energy_low',
          'energy_high',
        ],
        ...['accuracy_fraction', 'accuracy_low', 'accuracy_high', 'confidence', 'accuracy_interval_over'],
        ...['accuracy_interval_n', 'dominated_in_its_method', 'dominated'],
      ],
      rows: points.map(
        ({ profile, method, label, architecture, seeds, energy, accuracy, dominated, dominatedByAny }) => [
          ...[profile, method, label, architecture, seeds.length, energy.value, energy.low, energy.high],
          ...interval(accuracy),
          ...[dominated, dominatedByAny],
        ],
      ),
    },
    {
      file: 'energy-accuracy-by-seed.csv',
      shows: 'Energy and accuracy of every training run',
      columns: [
        ...[
          'profile',
          'method',
          'label',
          'network',
          'seed',
          'run',
          'energy_fraction_of_reference',
          'accuracy_fraction',
        ],
        'draws',
      ],
      rows: points.flatMap(({ profile, method, label, architecture, seeds }) =>
        seeds.map(({ seed, runId, energy, accuracy, draws }) => [
          ...[profile, method, label, architecture, seed, runId, energy, accuracy],
          draws.length,
        ]),
      ),
    },
    {
      file: 'hypervolumes.csv',
      shows:
        'Share of the rectangle from no energy to the reference and from chance to full accuracy that a front dominates',
      columns: ['method', 'hypervolume_fraction', 'low', 'high', 'confidence', 'interval_over', 'interval_n'],
      rows: fronts.map(({ method, hypervolume }) => [method, ...interval(hypervolume)]),
    },
    {
      file: 'savings.csv',
      shows: 'How many times less energy a method needs than another at the same accuracy',
      columns: ['method', 'against', 'accuracy_fraction', 'factor', ...accuracyColumns.slice(1)],
      rows: savings.map(({ method, against, accuracy, factor }) => [method, against, accuracy, ...interval(factor)]),
    },
    {
      file: 'gains.csv',
      shows: 'How much more accurate a method is than another at the same energy',
      columns: [
        ...['method', 'against', 'energy_fraction_of_reference', 'gain_accuracy_fraction'],
        ...accuracyColumns.slice(1),
      ],
      rows: gains.map(({ method, against, energy, gain }) => [method, against, energy, ...interval(gain)]),
    },
  ];
}

function rateData(histories: readonly RateHistory[]): readonly FigureData[] {
  const runColumns = ['profile', 'label', 'seed', 'run'];
  return [
    {
      file: 'assigned-rates.csv',
      shows: 'The fault rate that each layer ended with (arXiv:1912.10764, figure 4)',
      columns: [
        ...[...runColumns, 'layer_number', 'layer', 'weights', 'bits_per_weight', 'rate_per_bit'],
        ...['energy_per_bit_fraction_of_reliable', 'bank'],
      ],
      rows: histories.flatMap(({ profile, label, seed, runId, memory }) =>
        (memory?.layers ?? []).map(({ layer, weights, bits, rate, energyPerBit, bank }, index) => [
          ...[profile, label, seed, runId, index + 1, layer, weights, bits, rate, energyPerBit],
          bank,
        ]),
      ),
    },
    {
      file: 'rate-history.csv',
      shows:
        'The fault rate of each layer after each epoch, and the slope of the surrogate loss (by the rate, or by its logarithm where the method says ln p) that moved it',
      columns: [
        ...[...runColumns, 'epoch', 'layer', 'rate_per_bit', 'slope_surrogate', 'slope_standard_error'],
        ...['energy_fraction_of_reliable', 'best_loss'],
      ],
      rows: histories.flatMap(({ profile, label, seed, runId, updates }) =>
        updates.flatMap(({ epoch, layers, energy, bestLoss }) =>
          layers.map(({ layer, rate, slope, standardError }) => [
            ...[profile, label, seed, runId, epoch, layer, rate, slope, standardError],
            ...[energy, bestLoss],
          ]),
        ),
      ),
    },
  ];
}
