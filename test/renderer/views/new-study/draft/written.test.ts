import fc from 'fast-check';
import { expect, test } from 'vitest';
import { valueAt, withField, withoutValue, withValue } from '../../../../../renderer/views/new-study/draft/written.ts';

const study = {
  version: 1,
  data: { source: 'idx', path: 'mnist', limits: { train: 500 } },
  methods: [{ method: 'saft', layers: { k: 3 } }, { method: 'plain' }],
  unknown: { keptAsIs: [1, { two: 2 }] },
};

test('a value is put where it belongs, and nothing else moves', () => {
  const changed = withValue(study, ['methods', 0, 'layers', 'k'], 'auto');
  expect(changed).toEqual({ ...study, methods: [{ method: 'saft', layers: { k: 'auto' } }, { method: 'plain' }] });
  expect(changed.unknown).toBe(study.unknown);
  expect(valueAt(study, ['methods', 0, 'layers', 'k'])).toBe(3);
});

test('mappings on the way are made', () => {
  expect(withValue({}, ['evaluation', 'draws'], 4)).toEqual({ evaluation: { draws: 4 } });
  expect(withValue({ profile: 'a/b' }, ['profile', 'weights', 'sigma'], 0.1)).toEqual({
    profile: { weights: { sigma: 0.1 } },
  });
});

test('a field that goes back to its default leaves no empty mapping behind', () => {
  expect(withoutValue(study, ['data', 'limits', 'train']).data).toEqual({ source: 'idx', path: 'mnist' });
});

test('a memory stays one when nothing is said of it', () => {
  const written = { profile: { quantization: { scheme: 'binary' }, memory: { rate: 0.1 } } };
  expect(withoutValue(written, ['profile', 'memory', 'rate'])).toEqual({
    profile: { quantization: { scheme: 'binary' }, memory: {} },
  });
});

test('an entry of a list goes, and the others close up', () => {
  expect(withoutValue(study, ['methods', 0]).methods).toEqual([{ method: 'plain' }]);
});

test('removing what is not there changes nothing', () => {
  expect(withoutValue(study, ['model', 'weights'])).toBe(study);
  expect(withField(study, ['data', 'nothing', 'there'], undefined)).toBe(study);
});

test('names of the prototype are no fields', () => {
  expect(valueAt({}, ['constructor'])).toBeUndefined();
  expect(valueAt({ data: [] }, ['data', 'length'])).toBeUndefined();
});

const key = fc.stringMatching(/^[a-zA-Z]{1,8}$/).filter((name) => !(name in {}));

test('what is set is read again, and leaves what stood beside it', () => {
  fc.assert(
    fc.property(fc.array(key, { minLength: 1, maxLength: 4 }), fc.integer(), key, (path, value, other) => {
      const before = { [other]: 'untouched' };
      const after = withValue(before, path, value);
      expect(valueAt(after, path)).toBe(value);
      if (path[0] !== other) expect(after[other]).toBe('untouched');
      expect(valueAt(withoutValue(after, path), path)).toBeUndefined();
      expect(before).toEqual({ [other]: 'untouched' });
    }),
  );
});
