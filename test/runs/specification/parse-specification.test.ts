import { describe, expect, test } from 'vitest';
import { InvalidSpecificationError } from '../../../main/runs/specification/problem.ts';
import { parseSpecification } from '../../../main/runs/specification/parse-specification.ts';

const good = `version: 1
name: Small
data: { source: glyphs }
model: { architecture: lenet5, pretraining: { epochs: 1, optimizer: { kind: adam, learningRate: 0.001 } } }
profile: { weights: { noise: gaussian, mode: multiplicative, sigma: 0.1 } }
methods:
  - { method: noise-injection }
  - { method: saft, layers: { by: std, k: 2 } }
training:
  epochs: 1
  optimizer: { kind: sgd, learningRate: 0.01 }
seeds: [1, 2]
`;

function problemsOf(text: string): readonly string[] {
  try {
    parseSpecification(text, 's.yaml');
  } catch (error) {
    if (!(error instanceof InvalidSpecificationError)) throw error;
    return error.message.split('\n');
  }
  return [];
}

/** The good file with one line replaced. */
function changed(from: string, to: string): readonly string[] {
  expect(good).toContain(from);
  return problemsOf(good.replace(from, to));
}

describe('a good specification', () => {
  test('has its defaults filled in and nothing else changed', () => {
    const { specification } = parseSpecification(good, 's.yaml');
    expect(specification.sensitivity).toEqual({ metrics: ['std'], batch: 128, draws: 8, seed: 0 });
    expect(specification.evaluation).toEqual({
      draws: 'auto',
      halfWidth: 0.005,
      confidence: 0.95,
      minimumDraws: 8,
      maximumDraws: 64,
      batch: 256,
    });
    expect(specification.engine).toEqual({ name: 'auto', precision: 'float32' });
    expect(specification.training.batch).toBe(128);
    expect(specification.methods[1]).toEqual({ method: 'saft', layers: { by: 'std', k: 2 }, batchNorm: 'frozen' });
    expect(specification.seeds).toEqual([1, 2]);
  });

  test('takes shipped profiles by content', () => {
    const text = good.replace(/^profile:.*$/m, 'profiles: { a: saft-resnet18/additive-gaussian, b: ideal }');
    const { profiles } = parseSpecification(text, 's.yaml').specification;
    expect(profiles).toMatchObject({
      a: { weights: { noise: 'gaussian', mode: 'additive', sigma: 0.005, reference: 'absolute' } },
      b: { weights: { noise: 'none' } },
    });
  });

  test('may use anchors, and numbers with exponents', () => {
    const text = good
      .replace('optimizer: { kind: sgd, learningRate: 0.01 }', 'optimizer: *adam')
      .replace('optimizer: { kind: adam, learningRate: 0.001 }', 'optimizer: &adam { kind: adam, learningRate: 1e-3 }');
    const { specification } = parseSpecification(text, 's.yaml');
    expect(specification.training.optimizer).toEqual(specification.model.pretraining?.optimizer);
    expect(specification.training.optimizer.learningRate).toBe(0.001);
  });
});

describe('a bad specification names file, line, field, cause and what is allowed', () => {
  const cases: readonly [what: string, from: string, to: string, problems: readonly string[]][] = [
    ['a version of the future', 'version: 1', 'version: 2', ['s.yaml:1: version: 2 is unknown (allowed: `1`)']],
    ['an empty name', 'name: Small', 'name: ""', ['s.yaml:2: name: "" is too short (allowed: text)']],
    ['a missing name', 'name: Small\n', '', ['s.yaml:1: name: missing (allowed: text)']],
    ['an empty value', 'name: Small', 'name:', ['s.yaml:2: name: an empty value is not text (allowed: text)']],
    [
      'an unknown source',
      'source: glyphs',
      'source: cifar',
      [
        's.yaml:3: data.source: "cifar" is unknown, did you mean `cifar10`? (allowed: `glyphs`, `cifar10`, `idx`, `npz`, `images`, `csv`)',
      ],
    ],
    [
      'a folder that is missing',
      'source: glyphs',
      'source: cifar10',
      ['s.yaml:3: data.path: missing; cifar10 is read from files (allowed: the path of the data folder)'],
    ],
    [
      'a misspelt field of a source of its own',
      'source: glyphs',
      'source: csv, path: x, lable: kind',
      [
        's.yaml:3: data.lable: unknown field, did you mean `label`? (allowed: `source`, `path`, `limits`, `validation`, `seed`, `testPath`, `label`, `header`, `testFraction`)',
      ],
    ],
    [
      'a field of another source',
      'source: glyphs',
      'source: npz, path: x, size: [3, 3]',
      [
        's.yaml:3: data.size: unknown field (allowed: `source`, `path`, `limits`, `validation`, `seed`, `arrays`, `layout`, `classNames`, `testFraction`)',
      ],
    ],
    [
      'one size for two',
      'source: glyphs',
      'source: images, path: x, size: [32]',
      ['s.yaml:3: data.size: [32] is too short (allowed: a list of at least 2, each a whole number from 1 to 4096)'],
    ],
    [
      'a folder too many',
      'source: glyphs',
      'source: glyphs, path: x',
      ['s.yaml:3: data.path: the glyphs are built in and read from no folder (allowed: no `path`)'],
    ],
    [
      'a misspelt field, which does not count as missing besides',
      '  epochs: 1\n',
      '  epoch: 1\n',
      [
        's.yaml:10: training.epoch: unknown field, did you mean `epochs`? (allowed: `epochs`, `batch`, `stepsPerEpoch`, ' +
          '`optimizer`, `schedule`, `labelSmoothing`, `augmentation`, `clip`)',
      ],
    ],
    [
      'a field in another spelling, inside a union',
      'kind: sgd, learningRate: 0.01',
      'kind: sgd, learning_rate: 0.01',
      [
        's.yaml:11: training.optimizer.learning_rate: unknown field, did you mean `learningRate`? ' +
          '(allowed: `kind`, `learningRate`, `momentum`, `nesterov`, `weightDecay`)',
      ],
    ],
    [
      'a number out of range',
      'kind: sgd, learningRate: 0.01',
      'kind: sgd, learningRate: 0.01, momentum: 1',
      ['s.yaml:11: training.optimizer.momentum: 1 is too large (allowed: a number, at least 0 and less than 1)'],
    ],
    [
      'infinity',
      'learningRate: 0.01',
      'learningRate: .inf',
      ['s.yaml:11: training.optimizer.learningRate: Infinity is not a number (allowed: a number, greater than 0)'],
    ],
    [
      'text for a number',
      'sigma: 0.1',
      'sigma: 5 %',
      ['s.yaml:5: profile.weights.sigma: "5 %" is not a number (allowed: a number from 0 to 1000000)'],
    ],
    [
      'an unknown noise',
      'noise: gaussian',
      'noise: gausian',
      [
        's.yaml:5: profile.weights.noise: "gausian" is unknown, did you mean `gaussian`? ' +
          '(allowed: `none`, `gaussian`, `uniform`, `conductance`)',
      ],
    ],
    [
      'a reference for multiplicative noise',
      'sigma: 0.1',
      'sigma: 0.1, reference: layerStd',
      [
        's.yaml:5: profile.weights.reference: multiplicative noise is relative to each weight already; ' +
          'a reference is for additive noise',
      ],
    ],
    [
      'a mixture of the two ways to choose layers',
      'layers: { by: std, k: 2 }',
      'layers: { names: [conv1], k: 2 }',
      ['s.yaml:8: methods[1].layers.names: unknown field (allowed: `by`, `k`)'],
    ],
    [
      'k that is neither',
      'k: 2',
      'k: two',
      ['s.yaml:8: methods[1].layers.k: "two" does not fit (allowed: a whole number, at least 1, or `auto`)'],
    ],
    [
      'k larger than the network',
      'k: 2',
      'k: 6',
      [
        's.yaml:8: methods[1].layers.k: 6 layers are more than the 5 matmul layers of lenet5 (allowed: 1 to 5, or `auto`)',
      ],
    ],
    [
      'a layer that is not there',
      'layers: { by: std, k: 2 }',
      'layers: { names: [conv1, cov2] }',
      [
        's.yaml:8: methods[1].layers.names[1]: the network has no matmul layer "cov2", did you mean `conv2`? ' +
          '(allowed: conv1, conv2, fc1, fc2, fc3)',
      ],
    ],
    [
      'a metric that is not measured',
      'by: std',
      'by: kl',
      [
        's.yaml:8: methods[1].layers.by: `kl` is not measured (allowed: one of `sensitivity.metrics`: std; or add it there)',
      ],
    ],
    [
      'no methods',
      /methods:[^]*?training:/.exec(good)![0],
      'methods: []\ntraining:',
      [
        's.yaml:6: methods: [] is too short (allowed: a list of at least 1, ' +
          'each a mapping with `method`: `plain`, `noise-injection`, `saft`, `reliable`, `uniform-bsc`, `lanmax`)',
      ],
    ],
    [
      'the same method twice',
      '{ method: saft, layers: { by: std, k: 2 } }',
      '{ method: noise-injection }',
      ['s.yaml:8: methods[1]: there is a method "noise injection" already (allowed: a `label` of its own)'],
    ],
    [
      'the same seed twice',
      'seeds: [1, 2]',
      'seeds: [1, 2, 1]',
      ['s.yaml:12: seeds[2]: the same seed twice would count one result twice (1)'],
    ],
    [
      'neither weights nor a pretraining',
      /model:.*/.exec(good)![0],
      'model: { architecture: lenet5 }',
      [
        's.yaml:4: model.weights: missing ' +
          '(allowed: a weights file, or `model.pretraining` to train the network clean first)',
      ],
    ],
    [
      'draws that cannot be kept',
      'seeds:',
      'evaluation: { minimumDraws: 9, maximumDraws: 8 }\nseeds:',
      [
        's.yaml:12: evaluation.maximumDraws: at least 9 and at most 8 draws cannot both be kept ' +
          '(allowed: `minimumDraws` no larger than `maximumDraws`)',
      ],
    ],
    [
      'fewer draws than are made by default',
      'seeds:',
      'evaluation: { maximumDraws: 6 }\nseeds:',
      [
        's.yaml:12: evaluation.maximumDraws: at least 8 and at most 6 draws cannot both be kept ' +
          '(allowed: `minimumDraws` no larger than `maximumDraws`)',
      ],
    ],
    [
      'no profile',
      /profile:.*\n/.exec(good)![0],
      '',
      ['s.yaml:1: profile: missing (allowed: either `profile`, or `profiles` with a label for each)'],
    ],
    [
      'a misspelt profile',
      'profile:',
      'profil:',
      [
        's.yaml:5: profil: unknown field, did you mean `profile`? (allowed: `version`, `name`, `notes`, `data`, `model`, ' +
          '`profile`, `profiles`, `sensitivity`, `methods`, `training`, `evaluation`, `energy`, `engine`, `seeds`)',
      ],
    ],
    [
      'both a profile and profiles',
      'methods:',
      'profiles: { a: ideal }\nmethods:',
      ['s.yaml:5: profile: there are `profiles` too (allowed: one of the two)'],
    ],
  ];

  test.each(cases)('%s', (_what, from, to, problems) => {
    expect(changed(from, to)).toEqual(problems);
  });

  test('an unknown architecture, with the near names', () => {
    const [problem, ...others] = changed('architecture: lenet5', 'architecture: lenet');
    expect(problem).toMatch(/^s\.yaml:4: model\.architecture: .*lenet5/);
    expect(others).toEqual([]);
  });

  test('an unknown shipped profile, with the near name', () => {
    const [problem, ...others] = changed(/profile:.*/.exec(good)![0], 'profile: saft-resnet18/aditive-gaussian');
    expect(problem).toMatch(
      /^s\.yaml:5: profile: there is no shipped profile "saft-resnet18\/aditive-gaussian", did you mean `saft-resnet18\/additive-gaussian`\?/,
    );
    expect(others).toEqual([]);
  });

  test('several problems, all of them and in order', () => {
    const text = good
      .replace('version: 1', 'version: one')
      .replace('source: glyphs', 'source: glyphs, limit: 3')
      .replace('seeds: [1, 2]', 'seeds: [x]\nmore: 1');
    expect(problemsOf(text).map((line) => /^s\.yaml:\d+: [\w[\].]+/.exec(line)?.[0])).toEqual([
      's.yaml:1: version',
      's.yaml:3: data.limit',
      's.yaml:12: seeds[0]',
      's.yaml:13: more',
    ]);
  });
});

describe('a text that is no specification', () => {
  test.each([
    ['nothing', '', 's.yaml:1: the file is empty'],
    ['a list', '- a\n', 's.yaml:1: ["a"] is not a mapping'],
    ['a key twice', 'version: 1\nversion: 1\n', 's.yaml:2: Map keys must be unique'],
    ['a bracket left open', 'version: 1\nseeds: [1, 2\n', 's.yaml:3: '],
    ['two documents', 'version: 1\n---\nversion: 1\n', 's.yaml:2: a second document begins here'],
    ['an alias to nothing', 'version: *nowhere\n', 's.yaml:1: '],
  ])('%s', (_what, text, beginning) => {
    const [first] = problemsOf(text);
    expect(first?.slice(0, beginning.length)).toBe(beginning);
  });

  test('aliases that multiply without bounds', () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const item = level === 0 ? 'x' : `*a${level - 1}`;
      return `a${level}: &a${level} [${Array.from({ length: 9 }, () => item).join(', ')}]`;
    });
    expect(problemsOf(`${levels.join('\n')}\n`)[0]).toMatch(/^s\.yaml:1: Excessive alias count/);
  });
});
