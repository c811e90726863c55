import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resourcePath } from '../../../main/runs/resources.ts';
import { parseSpecification } from '../../../main/runs/specification/parse-specification.ts';
import { specificationHash } from '../../../main/runs/specification/specification-hash.ts';
import { writtenToYaml } from '../../../main/runs/specification/written-to-yaml.ts';
import { parseYamlText } from '../../../main/runs/specification/yaml-text.ts';
import { specificationArbitrary } from './specification-arbitrary.ts';

type Written = Readonly<Record<string, unknown>>;
const plain = (value: unknown): Written => JSON.parse(JSON.stringify(value)) as Written;
const readBack = (written: Written): unknown => {
  const { value, problems } = parseYamlText(writtenToYaml(written));
  expect(problems).toEqual([]);
  return value;
};

describe('what is written', () => {
  test('reads back as the same values, whatever they are', () => {
    const anything = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(anything, (written) => {
        const value = plain(written);
        expect(readBack(value)).toEqual(value);
      }),
      { numRuns: 400, seed: 1 },
    );
  });

  test('reads back with texts of many lines and odd spaces', () => {
    const letters = fc.constantFrom(
      'a',
      ' ',
      '\n',
      '\t',
      ':',
      '#',
      '-',
      "'",
      '"',
      '|',
      '>',
      '%',
      '\r',
      '\u0085',
      '{',
      ']',
    );
    const odd = fc.array(letters, { maxLength: 140 }).map((characters) => characters.join(''));
    fc.assert(
      fc.property(odd, odd, (notes, name) => {
        const written = { version: 1, notes, profiles: { [name]: { description: notes } }, list: [notes, { name }] };
        expect(readBack(written)).toEqual(plain(written));
      }),
      { numRuns: 600, seed: 1 },
    );
  });

  test('is the same specification with the same hash', () => {
    fc.assert(
      fc.property(specificationArbitrary, (specification) => {
        const written = plain(specification);
        const text = writtenToYaml(written);
        expect(parseYamlText(text).value).toEqual(written);
        const { specification: read } = parseSpecification(text, 's.yaml');
        expect(specificationHash(read)).toBe(specificationHash(specification));
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  test.each(readdirSync(resourcePath('studies')))('%s is the same study when it is written anew', (file) => {
    const text = readFileSync(join(resourcePath('studies'), file), 'utf8');
    const written = parseYamlText(text).value as Written;
    const anew = writtenToYaml(written);
    expect(parseYamlText(anew).value).toEqual(written);
    const hashes = [text, anew].map((each) => specificationHash(parseSpecification(each, file).specification));
    expect(hashes[0]).toBe(hashes[1]);
  });
});

describe('how it is written', () => {
  test('in the order of the documentation, what is short on one line, what is unknown last', () => {
    const written = {
      odd: [1, [2, 3]],
      seeds: [1, 2, 3],
      training: { optimizer: { learningRate: 0.0001, kind: 'sgd' }, batch: 128, epochs: 1 },
      methods: [{ layers: { k: 7, by: 'std' }, method: 'saft' }, { method: 'noise-injection' }],
      profiles: { 'two words': { weights: { sigma: 0.05, mode: 'multiplicative', noise: 'gaussian' } } },
      model: { weights: 'w.safetensors', architecture: 'lenet5' },
      data: { validation: 20, source: 'glyphs' },
      notes: `${'A long text that has to be folded. '.repeat(4)}The end.`,
      name: 'Ordered',
      version: 1,
    };
    expect(writtenToYaml(written)).toBe(`version: 1
name: Ordered
notes: >-
  A long text that has to be folded. A long text that has to be folded. A long text that has to be folded. A long text
  that has to be folded. The end.
data: { source: glyphs, validation: 20 }
model: { architecture: lenet5, weights: w.safetensors }
profiles:
  two words: { weights: { noise: gaussian, mode: multiplicative, sigma: 0.05 } }
methods:
  - { method: saft, layers: { by: std, k: 7 } }
  - { method: noise-injection }
training: { epochs: 1, batch: 128, optimizer: { kind: sgd, learningRate: 0.0001 } }
seeds: [1, 2, 3]
odd: [ 1, [2, 3] ]
`);
  });

  test('nothing at all is an empty mapping', () => {
    expect(writtenToYaml({})).toBe('{}\n');
  });
});
