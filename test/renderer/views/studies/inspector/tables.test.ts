import { describe, expect, it } from 'vitest';
import type { MemorySummary, RunDetails } from '../../../../../main/contract/results.ts';
import type { AccuracyResult, FaultAccuracy, TrainingPlan } from '../../../../../main/contract/run.ts';
import { tableText } from '../../../../../renderer/components/table-text.ts';
import {
  memoryFacts,
  memoryTable,
  noiseTable,
  planFacts,
} from '../../../../../renderer/views/studies/inspector/layer-tables.ts';
import {
  accuracyTable,
  faultTable,
  intervalNote,
  speedupNote,
  timingTable,
  type TableContent,
} from '../../../../../renderer/views/studies/inspector/measured-tables.ts';
import { checksumFacts, provenanceFacts } from '../../../../../renderer/views/studies/inspector/provenance-facts.ts';
import { seriesOption, seriesTable } from '../../../../../renderer/views/studies/inspector/series-option.ts';
import { checkpointTable, sensitivityTable } from '../../../../../renderer/views/studies/inspector/stored-tables.ts';

/** With ordinary spaces, as narrow ones cannot be told apart here */
function lines({ columns, rows }: TableContent): readonly string[] {
  return tableText('tsv', columns, rows).replaceAll('\u202f', ' ').replace(/\n$/, '').split('\n');
}

function accuracy(stage: AccuracyResult['stage'], value: number, draws: number): AccuracyResult {
  const spread = { low: value - 0.004, high: value + 0.004, confidence: 0.95 };
  return { stage, accuracy: value, ...spread, draws: new Array<number>(draws).fill(value), images: 10_000 };
}

describe('accuracies', () => {
  it('climb the ladder whatever order they were measured in', () => {
    expect(lines(accuracyTable([accuracy('recovered', 0.93, 12), accuracy('clean', 0.98, 1)]))).toEqual([
      'Stage\tAccuracy\tDraws\tImages',
      'Clean\t98.0 ± 0.4 %\t1\t10,000',
      'Trained, under noise\t93.0 ± 0.4 %\t12\t10,000',
    ]);
  });

  it('say what their intervals are over', () => {
    const [images, draws] = [accuracy('clean', 0.98, 1), accuracy('noisy', 0.5, 8)];
    expect(intervalNote([images, draws]).replaceAll('\u202f', ' ')).toBe(
      'Intervals: 95 % confidence, over noise draws, of one draw over test images.',
    );
    expect(intervalNote([images])).toContain('over test images');
    expect(intervalNote([draws])).not.toContain('images');
    expect(intervalNote([])).toBe('');
  });

  it('name the faults they were measured under', () => {
    const { stage, ...measured } = accuracy('noisy', 0.9, 4);
    expect(stage).toBe('noisy');
    const faults: readonly FaultAccuracy[] = [
      { ...measured, kind: 'rate', rate: 0.01 },
      { ...measured, kind: 'layer', rate: 0.5, layer: 'fc1' },
    ];
    expect(lines(faultTable(faults)).slice(1)).toEqual([
      'every layer\t0.0100\t90.0 ± 0.4 %\t4',
      'fc1 alone\trandom bits\t90.0 ± 0.4 %\t4',
    ]);
  });
});

describe('time of a step', () => {
  const timing = {
    forwardMs: 2,
    noiseMs: 1,
    inputGradientsMs: 3,
    weightGradientsMs: 1.5,
    updateMs: 0.5,
    totalMs: 8,
    fullStepMs: 12,
    samples: 9,
    batch: 128,
  };

  it('has a share for each part, and none for the step it is compared with', () => {
    const table = lines(timingTable(timing));
    expect(table[1]).toBe('Forward\t2.00 ms\t25 %');
    expect(table.at(-1)).toBe('Step, every layer trained\t12.0 ms\t');
  });

  it('is compared as measured', () => {
    expect(speedupNote(timing)).toBe('1.50× as fast as training every layer. Medians over 9 steps of 128 images.');
    expect(speedupNote({ ...timing, totalMs: 0 })).toBe('');
  });
});

describe('layers', () => {
  const memory: MemorySummary = {
    layers: [
      { layer: 'fc1', weights: 1000, bits: 8, rate: 0.01, energyPerBit: 0.4 },
      { layer: 'fc2', weights: 10, bits: 8, rate: 0, energyPerBit: 1 },
    ],
    energy: 3280,
    reliableEnergy: 8080,
    float16Energy: 16_160,
    float32Energy: 32_320,
  };

  it('tell what their weights are stored in, and banks only where there are some', () => {
    expect(lines(memoryTable(memory))).toEqual([
      'Layer\tWeights\tBits\tFault rate\tEnergy of a bit',
      'fc1\t1,000\t8\t0.0100\t40.0 %',
      'fc2\t10\t8\t0\t100 %',
    ]);
    const banked = { ...memory, layers: [{ ...memory.layers[0]!, bank: 1 }, memory.layers[1]!] };
    expect(lines(memoryTable(banked)).map((line) => line.split('\t').at(-1))).toEqual(['Bank', '1', '']);
  });

  it('cost together what is said against every reference', () => {
    const facts = memoryFacts({ ...memory, geometricMeanRate: 0.01 }).map(([name, value]) => `${name}: ${value}`);
    expect(facts.map((fact) => fact.replaceAll('\u202f', ' '))).toEqual([
      'Energy: 3.28 kbit of reliable memory',
      'Of the same weights in reliable memory: 40.6 %',
      'Of 16-bit weights in reliable memory: 20.3 %',
      'Of 32-bit weights in reliable memory: 10.1 %',
      'Geometric mean fault rate: 0.0100',
    ]);
  });

  it('train or not, and why', () => {
    const plan: TrainingPlan = {
      trained: ['fc1'],
      frozen: ['fc2', 'fc3'],
      trainedBatchNorms: [],
      reason: 'the most sensitive',
      speedupBound: 1.25,
    };
    expect(new Map(planFacts(plan)).get('Trained')).toBe('1 of 3 layers');
    expect(new Map(planFacts(plan)).get('Layers trained')).toBe('fc1');
    expect(new Map(planFacts({ ...plan, frozen: [] })).get('Layers trained')).toBe('all');
    expect(new Map(planFacts({ ...plan, trained: [] })).get('Layers trained')).toBe('none');
  });

  it('show the noise that was asked for beside what was measured', () => {
    const layers = [{ layer: 'fc1', asked: 0.05, measured: 0.0498, weights: 1234 }];
    expect(lines(noiseTable({ layers, matmulLayers: 1 }))[1]).toBe('fc1\t0.0500\t0.0498\t1,234');
  });

  it('have a score of each metric, with its standard error', () => {
    const score = { standardError: 0.02, n: 8, seed: 1, seconds: 1 };
    const scores = [
      { ...score, metric: 'std' as const, layer: 'fc1', value: 0.5 },
      { ...score, metric: 'kl' as const, layer: 'fc1', value: 0.25 },
      { ...score, metric: 'std' as const, layer: 'fc2', value: 0.125, standardError: Number.NaN },
    ];
    expect(lines(sensitivityTable(scores))).toEqual([
      'Layer\tstd\tkl',
      'fc1\t0.500 ± 0.020\t0.250 ± 0.020',
      'fc2\t0.125\t',
    ]);
  });
});

describe('what is stored', () => {
  it('lists checkpoints by where training stood', () => {
    const checkpoint = { sha256: 'ab', bytes: 248_000, position: { epoch: 2, step: 1000 } };
    expect(
      lines(
        checkpointTable([
          { ...checkpoint, final: false },
          { ...checkpoint, final: true },
        ]),
      ),
    ).toEqual(['At\tSize\tSHA-256', 'epoch 2, step 1,000\t248 kB\tab', 'end\t248 kB\tab']);
  });

  it('says where a result comes from, as far as that is known', () => {
    const run = { hash: 'cafe', seed: 3 } as RunDetails;
    expect(provenanceFacts(run)).toEqual([
      ['Configuration SHA-256', 'cafe'],
      ['Seed', '3'],
    ]);
    const provenance = {
      engine: 'graph',
      precision: 'float32',
      versions: { tensorflow: '2.21.0' },
      checksums: { train: 'ab' },
      application: '0.1.0',
      node: 'v24',
      platform: 'linux',
      processor: 'a processor',
      cores: 2,
      memoryBytes: 4e9,
      command: 'lab run',
    };
    const facts = new Map(provenanceFacts({ ...run, provenance }));
    expect(facts.get('Engine')).toBe('graph, float32');
    expect(facts.get('Version of tensorflow')).toBe('2.21.0');
    expect(facts.has('Commit')).toBe(false);
    expect(checksumFacts({ ...run, provenance })).toEqual([['train', 'ab']]);
    expect(checksumFacts(run)).toEqual([]);
  });
});

describe('series over training', () => {
  const series = [
    {
      label: 'Training',
      points: [
        { step: 1, value: 0.5 },
        { step: 2, value: Number.NaN },
      ],
      faint: true,
    },
    { label: 'Validation', points: [{ step: 2, value: 0.75 }], faint: false },
    { label: 'Nothing', points: [], faint: false },
  ];

  it('are a table with a line a step', () => {
    expect(lines(seriesTable(series, true))).toEqual([
      'Step\tTraining\tValidation',
      '1\t50.00 %\t',
      '2\tnot known\t75.00 %',
    ]);
  });

  it('leave a gap where a value is not finite', () => {
    const tokens = { accent: 'blue', warning: 'amber', lineStrong: 'grey' } as Parameters<typeof seriesOption>[3];
    const option = seriesOption('Accuracy', series, true, tokens) as { series: readonly { data: unknown }[] };
    expect(option.series[0]!.data).toEqual([
      [1, 0.5],
      [2, null],
    ]);
  });
});
