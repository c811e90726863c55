import { expect, test } from 'vitest';
import {
  freeLabel,
  profileLabel,
  profileList,
  withAddedProfile,
  withoutProfile,
  withProfileLabel,
} from '../../../../../renderer/views/new-study/draft/profile-list.ts';

const gaussian = { weights: { noise: 'gaussian', mode: 'multiplicative', sigma: 0.05 } };

test('the first profile stands alone, a second gives both a label', () => {
  const one = withAddedProfile({ version: 1, methods: [] }, gaussian);
  expect(one).toEqual({ written: { version: 1, methods: [], profile: gaussian }, index: 0 });
  const two = withAddedProfile(one.written, 'additive-gaussian/sigma-0.1');
  expect(two.index).toBe(1);
  expect(two.written).toEqual({
    version: 1,
    methods: [],
    profiles: { multiplicative: gaussian, 'sigma-0.1': 'additive-gaussian/sigma-0.1' },
  });
});

test('they stay where they stood in the file', () => {
  const { written } = withAddedProfile({ version: 1, profile: 'ideal', methods: [] }, gaussian);
  expect(Object.keys(written)).toEqual(['version', 'profiles', 'methods']);
});

test('a copy gets a label of its own', () => {
  const { written } = withAddedProfile({ profiles: { mine: gaussian } }, { ...gaussian, name: 'mine' });
  expect(Object.keys(written.profiles as object)).toEqual(['mine', 'mine 2']);
  expect(freeLabel('a', ['a', 'a 2'])).toBe('a 3');
});

test('a profile goes, the last one with its field', () => {
  const study = { profiles: { a: 'ideal', b: gaussian } };
  expect(withoutProfile(study, 0)).toEqual({ profiles: { b: gaussian } });
  expect(withoutProfile({ version: 1, profile: 'ideal' }, 0)).toEqual({ version: 1 });
});

test('labels keep their order and are never taken twice', () => {
  const study = { profiles: { a: 'ideal', b: gaussian } };
  expect(Object.entries(withProfileLabel(study, 0, 'c').profiles as object)).toEqual([
    ['c', 'ideal'],
    ['b', gaussian],
  ]);
  expect(withProfileLabel(study, 0, 'b')).toBe(study);
  expect(withProfileLabel(study, 0, '')).toBe(study);
  expect(withProfileLabel({ profile: 'ideal' }, 0, 'perfect')).toEqual({ profiles: { perfect: 'ideal' } });
});

test('a profile that both fields name is listed with each', () => {
  const list = profileList({ profile: { name: 'chip' }, profiles: { b: 'ideal' } });
  expect(list.map(({ label, path }) => [label, path])).toEqual([
    ['chip', ['profile']],
    ['b', ['profiles', 'b']],
  ]);
  expect(profileList({ profiles: 'no mapping' })).toEqual([]);
});

test.each([
  ['saft-resnet18/additive-gaussian', 'additive-gaussian'],
  [gaussian, 'multiplicative'],
  [{ quantization: { scheme: 'binary' }, memory: {} }, 'memory'],
  [{ quantization: { bits: 8 } }, 'quantised'],
  [{ weights: { noise: 'none' } }, 'ideal'],
])('a label says what it does: %j', (reference, label) => {
  expect(profileLabel(reference)).toBe(label);
});
