import { describe, expect, test } from 'vitest';
import { shippedEnergyModels } from '../../../main/runs/energy-models.ts';
import { parseSpecification } from '../../../main/runs/specification/parse-specification.ts';
import { InvalidSpecificationError } from '../../../main/runs/specification/problem.ts';

const profile = '{ quantization: { scheme: binary }, memory: { rate: 0.01 } }';
const lanmax = '{ method: lanmax, tradeoff: 1 }';
const pretraining = '{ epochs: 1, optimizer: { kind: sgd, learningRate: 0.01 } }';

interface Parts {
  readonly model?: string;
  readonly profile?: string;
  readonly methods?: string;
  readonly more?: string;
}

function study(parts: Parts): string {
  return `version: 1
name: Small
data: { source: glyphs }
model: ${parts.model ?? '{ architecture: mlp-8 }'}
profile: ${parts.profile ?? profile}
methods: [${parts.methods ?? lanmax}]
training: { epochs: 1, optimizer: { kind: sgd, learningRate: 0.01 } }
${parts.more ?? ''}`;
}

function problemsOf(parts: Parts): readonly string[] {
  try {
    parseSpecification(study(parts), 's');
  } catch (error) {
    if (!(error instanceof InvalidSpecificationError)) throw error;
    return error.message.split('\n');
  }
  return [];
}

const trained = `{ architecture: mlp-8, pretraining: ${pretraining} }`;
const wanted = '(allowed: a profile with `quantization` and `memory`)';
const rateRange = '(allowed: a number from 0 to 0.5)';

describe('what is right', () => {
  test('the options of LaNMax have defaults', () => {
    expect(parseSpecification(study({}), 's').specification.methods[0]).toEqual({
      method: 'lanmax',
      tradeoff: 1,
      surrogate: 'ratio',
      bestLossFloor: 0.01,
      space: 'linear',
      perturbation: { kind: 'uniform', halfRange: 0.03 },
      noiseDecay: { factor: 0, at: 'before-normalisation' },
      outer: { learningRate: 0.02, momentum: 0.9, nesterov: true, schedule: 'training' },
      rates: { initial: 0.01, minimum: 0.001, maximum: 0.45 },
      until: 0.75,
    });
  });

  test.each<[string, Parts]>([
    [
      'methods that begin with initial weights need no others',
      { methods: `${lanmax}, { method: reliable, storage: float16 }, { method: uniform-bsc, trainRate: 0 }` },
    ],
    ['and may have them', { model: trained }],
    ['reliable weights need no memory', { profile: 'ideal', methods: '{ method: reliable }' }],
    ['methods with a rate', { model: trained, methods: '{ method: noise-injection, rate: 0.1 }' }],
    ['methods with a network of their own', { methods: '{ method: lanmax, tradeoff: 1, architecture: mlp-bn-4 }' }],
    ['accuracies at other rates', { more: 'evaluation: { faultRates: [0, 0.5], randomisedLayers: true }' }],
    [
      'no randomised layers, which needs nothing',
      {
        model: trained,
        profile: 'ideal',
        methods: '{ method: plain }',
        more: 'evaluation: { randomisedLayers: false }',
      },
    ],
    [
      'a layer with a rate of its own, and one that is excepted',
      { profile: '{ quantization: { bits: 8 }, memory: { layers: { fc1: 0.1 } }, except: [fc2] }' },
    ],
  ])('%s', (_what, parts) => {
    expect(problemsOf(parts)).toEqual([]);
  });
});

describe('what is wrong', () => {
  const cases: readonly [what: string, parts: Parts, problems: readonly string[]][] = [
    [
      'a rate above one half',
      { profile: '{ quantization: { scheme: binary }, memory: { rate: 0.7 } }' },
      [`s:5: profile.memory.rate: 0.7 is too large ${rateRange}`],
    ],
    [
      'a negative rate of a layer',
      { profile: '{ quantization: { scheme: binary }, memory: { layers: { fc1: -0.1 } } }' },
      [`s:5: profile.memory.layers.fc1: -0.1 is too small ${rateRange}`],
    ],
    [
      'a rate to train at',
      { methods: '{ method: uniform-bsc, trainRate: 1 }' },
      [`s:6: methods[0].trainRate: 1 is too large ${rateRange}`],
    ],
    [
      'rates of LaNMax',
      { methods: '{ method: lanmax, tradeoff: 1, rates: { maximum: 0.6 } }' },
      [`s:6: methods[0].rates.maximum: 0.6 is too large ${rateRange}`],
    ],
    [
      'a first rate that is not between the others',
      { methods: '{ method: lanmax, tradeoff: 1, rates: { initial: 0.0001 } }' },
      ['s:6: methods[0].rates.initial: the initial rate lies between `minimum` and `maximum`'],
    ],
    [
      'a rate to evaluate at',
      { more: 'evaluation: { faultRates: [0.1, 0.7] }' },
      [`s:8: evaluation.faultRates[1]: 0.7 is too large ${rateRange}`],
    ],
    [
      'no trade-off',
      { methods: '{ method: lanmax }' },
      ['s:6: methods[0].tradeoff: missing (allowed: a number, at least 0)'],
    ],
    [
      'a misspelt method, of which nothing more is known',
      { methods: '{ method: lanmx, tradeoff: 1 }' },
      [
        's:6: methods[0].method: "lanmx" is unknown, did you mean `lanmax`? ' +
          '(allowed: `plain`, `noise-injection`, `saft`, `reliable`, `uniform-bsc`, `lanmax`)',
      ],
    ],
    [
      'a method that is only named',
      { methods: 'lanmax' },
      [
        's:6: methods[0]: "lanmax" is not a mapping ' +
          '(allowed: a mapping with `method`: `plain`, `noise-injection`, `saft`, `reliable`, `uniform-bsc`, `lanmax`)',
      ],
    ],
    [
      'another method without trained weights',
      { methods: `${lanmax}, { method: plain }` },
      [
        's:4: model.weights: missing (allowed: a weights file, or `model.pretraining` to train the network clean first)',
      ],
    ],
    [
      'the same options twice',
      { methods: `${lanmax}, ${lanmax}` },
      ['s:6: methods[1]: there is a method "LaNMax λ=1" already (allowed: a `label` of its own)'],
    ],
    [
      'faults without stored bits',
      { profile: '{ memory: {} }' },
      ['s:5: profile.memory: faults fall on stored bits: say how weights are stored in `quantization`'],
    ],
    [
      'LaNMax without a memory',
      { profile: '{ quantization: { scheme: binary } }' },
      [`s:6: methods[0].method: LaNMax chooses the fault rates of a memory, and \`profile\` has none ${wanted}`],
    ],
    [
      'faults without a memory, in a shipped profile',
      { profile: 'ideal', methods: '{ method: uniform-bsc, trainRate: 0.1 }' },
      [`s:6: methods[0].method: \`uniform-bsc\` trains under faults of a memory, and \`profile\` has none ${wanted}`],
    ],
    [
      'a rate without a memory',
      { model: trained, profile: 'ideal', methods: '{ method: noise-injection, rate: 0.1 }' },
      [`s:6: methods[0].rate: it is the fault rate of a memory, and \`profile\` has none ${wanted}`],
    ],
    [
      'no layer left in the memory',
      { profile: '{ quantization: { scheme: binary }, memory: {}, except: [fc1, fc2] }' },
      [
        's:6: methods[0].method: `profile` excepts every layer of mlp-8, so that no layer is left whose fault rate ' +
          'could be chosen (allowed: fewer layers in `except`)',
      ],
    ],
    [
      'no layer left in the memory of a smaller network, which lacks one of them besides',
      {
        model: '{ architecture: mlp-8-8 }',
        profile: '{ quantization: { scheme: binary }, memory: { layers: { fc3: 0.1 } }, except: [fc1, fc2] }',
        methods: '{ method: lanmax, tradeoff: 1, architecture: mlp-8 }',
      },
      [
        's:5: profile.memory.layers.fc3: mlp-8, the network of `methods[0]`, has no matmul layer "fc3", ' +
          'did you mean `fc1`? (allowed: fc1, fc2)',
        's:6: methods[0].method: `profile` excepts every layer of mlp-8, so that no layer is left whose fault rate ' +
          'could be chosen (allowed: fewer layers in `except`)',
      ],
    ],
    [
      'a rate of a layer that is excepted',
      { profile: '{ quantization: { scheme: binary }, memory: { layers: { fc1: 0.1 } }, except: [fc1] }' },
      [
        's:5: profile.memory.layers.fc1: the profile excepts fc1, which is not in the memory then ' +
          '(allowed: layers that are not in `except`)',
      ],
    ],
    [
      'a rate of a layer that is not there',
      { profile: '{ quantization: { scheme: binary }, memory: { layers: { fc3: 0.1 } } }' },
      [
        's:5: profile.memory.layers.fc3: the network has no matmul layer "fc3", did you mean `fc1`? (allowed: fc1, fc2)',
      ],
    ],
    [
      'other rates without a memory',
      { model: trained, profile: 'ideal', methods: '{ method: plain }', more: 'evaluation: { faultRates: [0.1] }' },
      [`s:8: evaluation.faultRates: no profile has a memory whose faults could be tried ${wanted}`],
    ],
    [
      'randomised layers without a method that they are measured after',
      { model: trained, methods: '{ method: plain }', more: 'evaluation: { randomisedLayers: true }' },
      [
        's:8: evaluation.randomisedLayers: it is measured after `reliable`, `uniform-bsc` and `lanmax`, and none of ' +
          'them is there (allowed: with one of these among `methods`)',
      ],
    ],
    [
      'a misspelt scheme',
      { profile: '{ quantization: { scheme: binry }, memory: {} }' },
      [
        's:5: profile.quantization.scheme: "binry" is unknown, did you mean `binary`? ' +
          '(allowed: `symmetric`, `affine`, `binary`)',
      ],
    ],
    [
      'bits of a binary scheme',
      { profile: '{ quantization: { scheme: binary, bits: 2 }, memory: {} }' },
      ['s:5: profile.quantization.bits: unknown field (allowed: `scheme`, `scale`, `clip`)'],
    ],
    [
      'a table of one point',
      {
        profile:
          '{ quantization: { scheme: binary }, memory: { energy: { model: table, points: [{ rate: 0.1, energy: 1 }] } } }',
      },
      [
        's:5: profile.memory.energy.points: [{"rate":0.1,"energy":1}] is too short ' +
          '(allowed: a list of at least 2, each a mapping with `rate`, `energy`)',
      ],
    ],
    [
      'a table that rises',
      {
        profile:
          '{ quantization: { scheme: binary }, memory: { energy: { model: table, points: [{ rate: 0.1, energy: 0.3 }, { rate: 0.01, energy: 0.2 }] } } }',
      },
      [
        's:5: profile.memory.energy.points: The energy table rises with the rate, from 0.2 at rate 0.01 to 0.3 at rate 0.1. ' +
          'Correct one of the two points: memory that fails more often never costs more.',
      ],
    ],
    [
      'a misspelt shipped energy model',
      { profile: '{ quantization: { scheme: binary }, memory: { energy: exponental } }' },
      [
        's:5: profile.memory.energy: there is no energy model "exponental", did you mean `exponential`? ' +
          `(allowed: ${[...shippedEnergyModels().keys()].join(', ')}, or a mapping with \`model\`)`,
      ],
    ],
    [
      'an unknown energy model',
      { profile: '{ quantization: { scheme: binary }, memory: { energy: { model: tabel } } }' },
      [
        's:5: profile.memory.energy.model: "tabel" is unknown, did you mean `table`? ' +
          '(allowed: `exponential`, `table`, `csv`)',
      ],
    ],
  ];

  test.each(cases)('%s', (_what, parts, problems) => {
    expect(problemsOf(parts)).toEqual(problems);
  });

  test('an unknown network, of a method and of the reference', () => {
    const problems = problemsOf({
      methods: '{ method: lanmax, tradeoff: 1, architecture: wide-resnet-11-1 }',
      more: 'energy: { architecture: lenet }',
    });
    expect(problems).toEqual([
      expect.stringMatching(/^s:6: methods\[0\]\.architecture: There is no Wide ResNet of depth 11/),
      expect.stringMatching(/^s:8: energy\.architecture: .*Near names: lenet5/),
    ]);
  });
});
