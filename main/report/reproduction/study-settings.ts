import type { Reproduction } from '../../contract/reproduction.ts';
import type { StudyComparison } from '../../contract/results.ts';
import type { Profile } from '../../contract/profile.ts';
import type { Specification } from '../../contract/specification.ts';
import { formatCount } from '../../contract/text/digits.ts';

/** What of a study a paper's setting can be compared with, in the paper's words. */
export function studySettings(
  setting: Readonly<Record<string, string>>,
  comparison: StudyComparison,
  specification: Specification,
): Reproduction['settings'] {
  const ours = settingsOf(comparison, specification);
  return Object.entries(setting).map(([what, paper]) => ({ what, paper, ours: ours[what] ?? '–' }));
}

function settingsOf(comparison: StudyComparison, study: Specification): Readonly<Record<string, string>> {
  const { training, evaluation, data, methods, seeds } = study;
  const { pad, flip } = training.augmentation;
  const networks = new Set([
    comparison.architecture,
    ...methods.flatMap((method) => ('architecture' in method ? (method.architecture ?? []) : [])),
  ]);
  const { train, test } = data.limits;
  const limits = [
    ...(train === undefined ? [] : [`at most ${formatCount(train)} training images`]),
    ...(test === undefined ? [] : [`at most ${formatCount(test)} test images`]),
  ];
  return {
    network: [...networks].join(', '),
    data: [comparison.data, ...limits].join(', '),
    noise: comparison.profiles.map(({ profile, label }) => noiseOf(profile) ?? label).join('; '),
    'trained layers': trainedLayers(comparison),
    epochs: epochsOf(training),
    batch: formatCount(training.batch),
    optimizer: optimizerOf(training),
    augmentation:
      [...(pad > 0 ? [`padding of ${pad}, crops`] : []), ...(flip ? ['horizontal flips'] : [])].join(', ') || 'none',
    evaluation:
      evaluation.draws === 'auto'
        ? `${evaluation.minimumDraws} to ${evaluation.maximumDraws} draws, until ±${Number((100 * evaluation.halfWidth).toPrecision(6))} points at ${Number((100 * evaluation.confidence).toPrecision(6))} %`
        : `${evaluation.draws} draws`,
    seeds: seeds.join(', '),
  };
}

function noiseOf({ weights }: Profile): string | undefined {
  switch (weights.noise) {
    case 'gaussian':
      return `Gaussian, ${weights.mode} sigma ${weights.sigma}`;
    case 'uniform':
      return `uniform, ${weights.mode} half-range ${weights.halfRange}`;
    default:
      return undefined;
  }
}

function trainedLayers({ profiles }: StudyComparison): string {
  const plans = profiles.flatMap(({ methods }) =>
    methods.flatMap(({ method, plan }) => (method === 'saft' && plan !== undefined ? [plan] : [])),
  );
  const counts = plans.map(({ trained, frozen }) => `${trained.length} of ${trained.length + frozen.length}`);
  return [...new Set(counts)].join(', ') || 'none yet';
}

function epochsOf({ epochs, stepsPerEpoch }: Specification['training']): string {
  return stepsPerEpoch === undefined
    ? formatCount(epochs)
    : `${formatCount(epochs)} of ${formatCount(stepsPerEpoch)} steps`;
}

function optimizerOf({ optimizer, schedule }: Specification['training']): string {
  const kind =
    optimizer.kind === 'adam'
      ? 'Adam'
      : [
          'SGD',
          ...(optimizer.momentum > 0 ? [`${optimizer.nesterov ? 'Nesterov ' : ''}momentum ${optimizer.momentum}`] : []),
        ].join(', ');
  return `${kind}, learning rate ${optimizer.learningRate}, ${schedule.kind} schedule`;
}
