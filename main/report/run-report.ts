import type { RunDetails } from '../contract/results.ts';
import type { MetricPoint, RateUpdate } from '../contract/run.ts';
import { noiseLine, planLine } from './comparison-lines.ts';
import { formatRate, formatSignificant } from '../contract/text/digits.ts';
import { formatBytes, formatDuration, formatMilliseconds, formatPercent } from './format-number.ts';
import { formatSlope, memoryLine, memoryTable } from './memory-table.ts';
import { sensitivityTables } from './sensitivity-table.ts';
import { stepTimeTable } from './step-time-table.ts';
import { reconstructionNote } from './tables/layouts/assigned-rates.ts';
import { textPairs, textTable } from './text-table.ts';

interface MetricName {
  readonly name: string;
  readonly format: (value: number) => string;
}

const number = (value: number): string => formatSignificant(value, 4);
const percent = (value: number): string => formatPercent(value);

const metrics: Readonly<Record<MetricPoint['series'], MetricName>> = {
  loss: { name: 'loss', format: number },
  accuracy: { name: 'batch accuracy', format: percent },
  'learning-rate': { name: 'learning rate', format: number },
  'validation-loss': { name: 'validation loss', format: number },
  'validation-accuracy': { name: 'validation accuracy', format: percent },
  'step-ms': { name: 'step time', format: formatMilliseconds },
};

/** Everything known of one run. */
export function runReport(run: RunDetails): string {
  const { provenance, plan, noise, timing, error } = run;
  const does = run.method ?? run.kind;
  const checksums = Object.entries(provenance?.checksums ?? {}).map(([name, sum]): [string, string] => [
    `  ${name}`,
    sum,
  ]);
  const facts: (readonly [string, string])[] = [
    ['study', `${run.studyId} ${run.studyName}`],
    ['does', does],
    ['profile', run.profile ?? ''],
    ['seed', String(run.seed)],
    ['status', `${run.status}${run.status === 'finished' ? '' : `, ${Math.round(100 * run.fraction)} % done`}`],
    ['error', error?.message ?? ''],
    ['next step', error?.nextStep ?? ''],
    ['started', run.startedAt ?? ''],
    ['took', run.durationSeconds === undefined ? '' : formatDuration(run.durationSeconds)],
    ['configuration', run.hash],
    ...run.latestMetrics.map(({ series, value, step }): [string, string] => {
      const { name, format } = metrics[series];
      return [name, `${format(value)} at step ${step}`];
    }),
    ...provenanceFacts(run),
    ...(checksums.length === 0 ? [] : [['SHA-256', ' '] as const, ...checksums]),
  ];
  return [
    `Run ${run.id}`,
    textPairs(facts.filter(([, value]) => value !== '')),
    accuracies(run),
    noise === undefined ? '' : noiseLine(noise),
    plan === undefined ? '' : planLine(does, plan),
    memory(run),
    faultAccuracies(run),
    run.sensitivity.length === 0 ? '' : sensitivityTables(run.sensitivity),
    timing === undefined ? '' : stepTimeTable([{ label: does, timing, speedupBound: plan?.speedupBound }]),
    checkpoints(run),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function provenanceFacts({ provenance }: RunDetails): readonly (readonly [string, string])[] {
  if (provenance === undefined) return [];
  const versions = Object.entries(provenance.versions).map(([name, version]) => `${name} ${version}`);
  return [
    ['engine', [`${provenance.engine}, ${provenance.precision}`, ...versions].join(', ')],
    ['application', [provenance.application, provenance.commit ?? ''].filter((part) => part !== '').join(', ')],
    [
      'machine',
      `${provenance.platform}, ${provenance.processor}, ${provenance.cores} cores, ${formatBytes(provenance.memoryBytes)}`,
    ],
    ['node', provenance.node],
    ['repeat with', provenance.command],
  ];
}

function accuracies({ accuracies: results }: RunDetails): string {
  if (results.length === 0) return '';
  return textTable(
    [
      { title: 'stage' },
      { title: 'accuracy', align: 'right' },
      { title: 'draws', align: 'right' },
      { title: 'images', align: 'right' },
    ],
    results.map(({ stage, accuracy, low, high, draws, images }) => [
      stage,
      formatPercent(accuracy, (high - low) / 2),
      String(draws.length),
      String(images),
    ]),
  );
}

/** What the weights are stored in, and where LaNMax moved the rates to. */
function memory({ memory: report, rateUpdates }: RunDetails): string {
  const last = rateUpdates.at(-1);
  const moved =
    last === undefined
      ? []
      : [
          `The rates were moved ${rateUpdates.length} ${rateUpdates.length === 1 ? 'time' : 'times'}, last after epoch ${last.epoch}; ` +
            `lowest loss of a mini-batch until then: ${number(last.bestLoss)}.`,
          reconstructionNote,
        ];
  if (report !== undefined) return [memoryTable(report, last), memoryLine(report), ...moved].join('\n');
  return last === undefined ? '' : [rateTable(last), ...moved].join('\n');
}

/** Of a run that has not come so far as to say what its memory costs. */
function rateTable({ layers, energy }: RateUpdate): string {
  const table = textTable(
    [{ title: 'layer' }, { title: 'fault rate', align: 'right' }, { title: 'slope', align: 'right' }],
    layers.map(({ layer, rate, slope, standardError }) => [layer, formatRate(rate), formatSlope(slope, standardError)]),
  );
  return `${table}\n± is one standard error. Memory energy at these rates: ${formatSignificant(100 * energy)} % of reliable memory.`;
}

function faultAccuracies({ faultAccuracies: results }: RunDetails): string {
  if (results.length === 0) return '';
  return textTable(
    [
      { title: 'under faults' },
      { title: 'fault rate', align: 'right' },
      { title: 'accuracy', align: 'right' },
      { title: 'draws', align: 'right' },
      { title: 'images', align: 'right' },
    ],
    results.map(({ layer, rate, accuracy, low, high, draws, images }) => [
      layer === undefined ? 'every layer' : `${layer} alone`,
      formatRate(rate),
      formatPercent(accuracy, (high - low) / 2),
      String(draws.length),
      String(images),
    ]),
  );
}

function checkpoints({ checkpoints: kept }: RunDetails): string {
  if (kept.length === 0) return '';
  return textTable(
    [{ title: 'checkpoint' }, { title: 'size', align: 'right' }, { title: 'SHA-256' }],
    kept.map(({ position, bytes, sha256, final }) => [
      final ? 'final' : `epoch ${position.epoch}, step ${position.step}`,
      formatBytes(bytes),
      sha256,
    ]),
  );
}
