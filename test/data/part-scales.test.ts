import { describe, expect, test } from 'vitest';
import { readDataSet } from '../../main/data/read-data-set.ts';
import { dataSchema } from '../../main/contract/data.ts';
import type { LabelledImages } from '../../main/data/labelled-images.ts';
import { scaleNotices } from '../../main/data/part-scales.ts';
import { statelessNormal, statelessUniform } from '../../main/lab/random/stateless.ts';

const checksum = 'a'.repeat(64);

function images(values: ArrayLike<number>, isBytes = false): LabelledImages {
  const pixels = isBytes ? Uint8Array.from(values) : Float32Array.from(values);
  const labels = new Int32Array(values.length / 16);
  return { name: 'set', pixels, labels, shape: [4, 4, 1], classNames: ['0'], checksum };
}

/** Columns of numbers, a feature each. */
function rows(...columns: readonly ArrayLike<number>[]): LabelledImages {
  const count = columns[0]!.length;
  const pixels = Float32Array.from({ length: count * columns.length }, (_, index) => {
    return columns[index % columns.length]![Math.floor(index / columns.length)]!;
  });
  const shape = [1, 1, columns.length] as const;
  const features = columns.map((_, column) => `f${column + 1}`);
  return { name: 'set', pixels, labels: new Int32Array(count), shape, classNames: ['0'], features, checksum };
}

const uniform = (count: number, seed: number): number[] => Array.from(statelessUniform(count, [seed, 1]));
const normal = (count: number, seed: number): number[] => Array.from(statelessNormal(count, [seed, 2]));
const scaled = (values: readonly number[], factor: number, offset = 0): number[] =>
  values.map((value) => offset + factor * value);

describe('images', () => {
  const [some, others] = [uniform(1600, 1), uniform(320, 2)];

  test.each<[string, readonly number[], readonly number[]]>([
    ['fractions beside bytes', some, scaled(others, 255)],
    ['bytes beside fractions', scaled(some, 255), others],
    ['12 bits beside 8', scaled(some, 4095), scaled(others, 255)],
    ['-1 to 1 beside 0 to 1', scaled(some, 2, -1), others],
    ['0 to 1 beside standardised ones', some, scaled(others, 1 / 0.3, -0.5 / 0.3)],
  ])('%s are told', (_, training, test) => {
    const [notice, ...more] = scaleNotices(images(training), images(test));
    expect(notice).toMatch(/^The values of the training part go from .* to .*, those of the test part from .* to /);
    expect(more).toEqual([]);
  });

  test.each<[string, readonly number[], readonly number[]]>([
    ['the same', some, others],
    ['a test part of less contrast', some, scaled(others, 0.15, 0.4)],
    ['darker ones', scaled(some, 255), scaled(others, 60)],
    ['what resizing leaves below 0', [-0.02, ...some.slice(1)], others],
    ['one value far out', [500, ...some.slice(1)], others],
    ['standardised ones of little training', scaled(some, 3, -1.5), scaled(others, 3, -1.4)],
    ['a blank test part', some, scaled(others, 0)],
  ])('%s are not', (_, training, test) => {
    expect(scaleNotices(images(training), images(test))).toEqual([]);
  });

  test('bytes that hold 0 and 1 alone, beside others', () => {
    const [notice] = scaleNotices(
      images(scaled(some, 255).map(Math.round), true),
      images(
        others.map((value) => Math.round(value)),
        true,
      ),
    );
    expect(notice).toMatch(/from 0 to 255, those of the test part from 0 to 1:/);
  });

  test('sets that are shipped are quiet', () => {
    const { training, test: tested, notices } = readDataSet(dataSchema.parse({ source: 'glyphs' }));
    expect(notices).toBeUndefined();
    expect(scaleNotices(training, tested)).toEqual([]);
  });
});

describe('features', () => {
  test('one in another unit is named with both ranges, and how many more there are', () => {
    const training = rows(normal(200, 1), scaled(normal(200, 2), 10, 150), normal(200, 3));
    const test = rows(normal(50, 4), scaled(normal(50, 5), 0.1, 1.5), normal(50, 6));
    expect(scaleNotices(training, test)).toEqual([
      expect.stringMatching(
        /^The feature f2 goes from 1\d\d to 1\d\d in the training part and from 1\.\d+ to 1\.\d+ in the test part: /,
      ),
    ]);
    const all = scaleNotices(
      training,
      rows(scaled(normal(50, 4), 1000), scaled(normal(50, 5), 10, 150), scaled(normal(50, 6), 1000)),
    );
    expect(all[0]).toMatch(/^The feature f1 .* \(and so 1 more of 3\): /);
  });

  test('standardised rows beside raw ones of the same spread do not touch', () => {
    const notices = scaleNotices(rows(normal(100, 1)), rows(scaled(normal(30, 2), 0.8, 8)));
    expect(notices[0]).toMatch(/^The feature f1 /);
  });

  test('rows of the same source are quiet, also those with a long tail, mostly zeros, or few', () => {
    const tailed = (count: number, seed: number): number[] =>
      normal(count, seed).map((value, index) => (index % 4 === 0 ? Math.exp(2 * value) : 0));
    for (let seed = 0; seed < 300; seed++) {
      const of = (count: number, own: number) =>
        rows(
          normal(count, own),
          normal(count, own + 1).map((value) => Math.exp(2 * value)),
          tailed(count, own + 2),
          Array<number>(count).fill(3),
        );
      expect(scaleNotices(of(400, 7000 + 10 * seed), of(30, 20_000 + 10 * seed))).toEqual([]);
    }
    expect(scaleNotices(rows(normal(200, 1)), rows(scaled(normal(5, 2), 1000)))).toEqual([]);
  });
});
