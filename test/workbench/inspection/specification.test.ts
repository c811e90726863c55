import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resourcePath } from '../../../main/runs/resources.ts';
import { readSpecificationText } from '../../../main/runs/specification/read-specification-text.ts';
import { needsRealData, realData } from '../../data/support.ts';
import { emptyFolder, testInspection, turnsDuring } from './support.ts';

const { ask, workspace } = testInspection();

const text = `version: 1
name: Small
data: { source: glyphs, limits: { train: 300 }, validation: 20 }
model: { architecture: lenet5, pretraining: { epochs: 2, batch: 50, optimizer: { kind: adam, learningRate: 0.01 } } }
profiles:
  weak: { weights: { noise: gaussian, mode: multiplicative, sigma: 0.1 } }
  strong: { weights: { noise: gaussian, mode: multiplicative, sigma: 0.3 } }
methods:
  - { method: noise-injection }
  - { method: saft, layers: { by: std, k: 2 } }
training: { epochs: 3, batch: 100, stepsPerEpoch: 2, optimizer: { kind: sgd, learningRate: 0.01 } }
engine: { name: wasm }
seeds: [4, 5]
`;

const changed = (from: string | RegExp, to: string): string => text.replace(from, to);

describe('checking', () => {
  test('tells the normalised specification and its runs', async () => {
    const checked = await ask('specification.check', { text });
    expect(checked.problems).toEqual([]);
    expect(checked.written).toMatchObject({ name: 'Small', seeds: [4, 5] });
    expect(checked.written!['sensitivity']).toBeUndefined();
    expect(checked.specification!.sensitivity.draws).toBe(8);
    expect(checked.hash).toBe(readSpecificationText(text).hash);
    expect(checked.runs).toHaveLength(1 + 2 * (1 + 4));
    expect(checked.runs.slice(0, 3)).toEqual([
      { kind: 'pretrain', title: 'pretraining', seed: 4, steps: 2 * 6 },
      { kind: 'prepare', title: 'cost of the noise and sensitivity · weak', seed: 4, profile: 'weak', steps: 0 },
      {
        kind: 'train',
        title: 'noise injection · weak · seed 4',
        seed: 4,
        profile: 'weak',
        method: 'noise injection',
        steps: 3 * 2,
      },
    ]);
    expect(checked.sameStudy).toBeUndefined();
  });

  test('counts images as a run takes them', async () => {
    // All 4,000 less 20, and no more than the limit
    for (const [limit, images] of [
      [4000, 3980],
      [99, 99],
    ]) {
      const { runs } = await ask('specification.check', {
        text: changed('train: 300', `train: ${limit}`).replace('batch: 100, stepsPerEpoch: 2', 'batch: 10'),
      });
      expect(runs.at(-1)!.steps).toBe(3 * Math.floor(images! / 10));
    }
  });

  test('knows a study of this workspace that asks for the same', async () => {
    const { specification, hash } = readSpecificationText(text);
    const { id } = workspace().studies.create({ ...specification, name: 'Earlier' }, text, hash);
    const { sameStudy } = await ask('specification.check', { text: changed('name: Small', 'name: Another name') });
    expect(sameStudy).toEqual({ id, name: 'Earlier' });
    const other = await ask('specification.check', { text: changed('seeds: [4, 5]', 'seeds: [4]') });
    expect(other.sameStudy).toBeUndefined();
  });

  test('tells every problem with line and field, and what is written all the same', async () => {
    const { problems, written, specification, hash } = await ask('specification.check', {
      text: changed('k: 2', 'k: 20').replace('epochs: 3', 'epoch: 3'),
    });
    expect(problems).toMatchObject([
      { line: 10, field: 'methods[1].layers.k', allowed: '1 to 5, or `auto`' },
      { line: 11, field: 'training.epoch', message: expect.stringContaining('did you mean `epochs`?') },
    ]);
    expect(written).toMatchObject({ training: { epoch: 3 } });
    expect([specification, hash]).toEqual([undefined, undefined]);
  });

  test('tells what is no YAML, without a value', async () => {
    const checked = await ask('specification.check', { text: 'name: "open\nversion: 1' });
    expect(checked.written).toBeUndefined();
    expect(checked.problems[0]).toMatchObject({ line: 2, field: '' });
    await expect(ask('specification.check', { text: '' })).resolves.toMatchObject({
      problems: [{ line: 1, field: '', message: 'the file is empty' }],
    });
    await expect(ask('specification.check', { text: '- 1\n- 2' })).resolves.not.toHaveProperty('written');
  });

  test.each([
    ['an alias inside what it names', 'methods: &a [*a]\nversion: 1', 'an alias stands inside what it names'],
    ['a tag', 'name: !!binary aGVsbG8=', 'a value with a tag'],
  ])('%s is a problem too', async (_, odd, sentence) => {
    const { problems, written } = await ask('specification.check', { text: odd });
    expect(problems).toMatchObject([{ line: 1, field: '', message: expect.stringContaining(sentence) }]);
    expect(written).toBeUndefined();
  });

  test('tells all that a specification names and that is not there, each where it stands', async () => {
    const folder = emptyFolder();
    const { problems } = await ask('specification.check', {
      folder,
      text: changed('source: glyphs', 'source: idx, path: numbers')
        .replace(/pretraining: \{.*\} \}/, 'weights: none.safetensors }')
        .replace('weak: {', 'weak: { quantization: { bits: 8 }, memory: { energy: { model: csv, path: e.csv } },')
        .replace('epochs: 3', 'epochs: -3'),
    });
    expect(problems.map(({ line, field }) => [line, field])).toEqual([
      [3, 'data.path'],
      [4, 'model.weights'],
      [6, 'profiles.weak.memory.energy.path'],
      [11, 'training.epochs'],
    ]);
    expect(problems[0]!.message).toContain(`there is no data folder at ${join(process.cwd(), 'numbers')} or ${folder}`);
  });

  test('reads what lies beside the specification, and tells a wrong energy table at its place', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'e.csv'), 'rate,energy\n0.1,0.5\n0.01,0.1\n');
    const withTable = changed(
      'weak: {',
      'weak: { quantization: { bits: 8 }, memory: { energy: { model: csv, path: e.csv } },',
    );
    const { problems } = await ask('specification.check', { folder, text: withTable });
    expect(problems).toMatchObject([{ line: 6, field: 'profiles.weak.memory.energy.path' }]);
    writeFileSync(join(folder, 'e.csv'), 'rate,energy\n0.1,0.5\n0.01,0.7\n');
    await expect(ask('specification.check', { folder, text: withTable })).resolves.toMatchObject({ problems: [] });
  });

  test.each([
    ['training.batch', 'batch: 100', 'batch: 301', 11],
    ['model.pretraining.batch', 'batch: 50', 'batch: 301', 4],
    ['data.validation', 'validation: 20', 'validation: 4000', 3],
    ['model.architecture', 'lenet5', 'resnet50-nothing', 4],
  ])('tells what the study could not begin with: %s', async (field, from, to, line) => {
    const { problems } = await ask('specification.check', { text: changed(from, to) });
    expect(problems).toMatchObject([{ field, line }]);
  });

  test('tells images that are too small for a network, once', async () => {
    const folder = emptyFolder();
    // LeNet-5 takes no image under 12 pixels; IDX files of 2 x 2
    const idx = (magic: number, ...sizes: number[]) => {
      const header = Buffer.alloc(4 + 4 * sizes.length);
      header.writeUInt32BE(magic);
      sizes.forEach((size, index) => header.writeUInt32BE(size, 4 + 4 * index));
      return Buffer.concat([header, Buffer.alloc(sizes.reduce((product, size) => product * size, 1))]);
    };
    mkdirSync(join(folder, 'tiny'));
    for (const part of ['train', 't10k']) {
      writeFileSync(join(folder, 'tiny', `${part}-images-idx3-ubyte`), idx(0x803, 400, 2, 2));
      writeFileSync(join(folder, 'tiny', `${part}-labels-idx1-ubyte`), idx(0x801, 400));
    }
    const { problems, runs } = await ask('specification.check', {
      folder,
      text: changed('source: glyphs', 'source: idx, path: tiny'),
    });
    expect(problems).toMatchObject([
      { line: 4, field: 'model.architecture', message: expect.stringContaining('too small for lenet5') },
    ]);
    expect(runs).toHaveLength(11);
  });

  test('leaves this thread to others', async () => {
    // One, if this thread did the work
    expect(await turnsDuring(ask('specification.check', { text }))).toBeGreaterThan(2);
  });

  test.skipIf(realData('cifar10').absent)(`weights of another network are a problem ${needsRealData}`, async () => {
    const shipped = readFileSync(resourcePath('studies/saft-table1-resnet20.yaml'), 'utf8')
      .replace('resnet20_cifar10', 'resnet32_cifar10')
      .concat('engine: { name: wasm }\n');
    const { problems } = await ask('specification.check', { text: shipped });
    expect(problems).toMatchObject([{ field: 'model.weights', line: 12 }]);
  });
});

describe('opening', () => {
  test('gives the text and where it lies', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 's.yaml'), text);
    await expect(ask('specification.open', { path: join(folder, 's.yaml') })).resolves.toEqual({ text, folder });
  });

  test('says what is not there', async () => {
    await expect(ask('specification.open', { path: 'none.yaml' })).rejects.toMatchObject({
      code: 'missing-file',
      message: `There is no specification at ${join(process.cwd(), 'none.yaml')}.`,
    });
  });
});

test('writing and checking gives back what was written, and the same study', async () => {
  const { written, hash } = await ask('specification.check', { text });
  const again = await ask('specification.write', { written: written! });
  const checked = await ask('specification.check', again);
  expect(checked.written).toEqual(written);
  expect(checked.hash).toBe(hash);
});
