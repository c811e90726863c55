import { expect, test } from 'vitest';
import { dataOf, modelOf, profileOf } from '../../../../../renderer/views/new-study/draft/study-inputs.ts';
import { draftName, draftToSave, savedDraft } from '../../../../../renderer/views/new-study/draft/draft-content.ts';

test('data are asked about once their folder is known', () => {
  expect(dataOf({ data: { source: 'glyphs' } })).toMatchObject({ source: 'glyphs', validation: 0 });
  expect(dataOf({ data: { source: 'idx' } })).toBeUndefined();
  expect(dataOf({ data: { source: 'idx', path: ' ' } })).toBeUndefined();
  expect(dataOf({ data: { source: 'idx', path: 'mnist' } })).toMatchObject({ path: 'mnist' });
  expect(dataOf({ data: { source: 'idx', path: 'mnist', limits: { train: 'many' } } })).toBeUndefined();
  expect(dataOf({})).toBeUndefined();
});

test('a weights file without a name yet is none', () => {
  expect(modelOf({ model: { architecture: 'lenet5', weights: '' } })).toEqual({ architecture: 'lenet5' });
  expect(modelOf({ model: { architecture: 'lenet5', weights: 'w' } })).toMatchObject({ weights: 'w' });
  expect(modelOf({ model: { architecture: ' ' } })).toBeUndefined();
  expect(modelOf({})).toBeUndefined();
});

test('a profile is asked about once its values are complete', () => {
  expect(profileOf('ideal')).toBe('ideal');
  expect(profileOf('')).toBeUndefined();
  expect(profileOf({ weights: { noise: 'gaussian', mode: 'additive' } })).toBeUndefined();
  expect(profileOf({ weights: { noise: 'gaussian', mode: 'additive', sigma: 0.1 } })).toMatchObject({ except: [] });
});

test('a draft comes back as it was saved', () => {
  const content = { written: { name: 'n', unknown: 1 }, text: 'name: n', folder: '/f' };
  const saved = draftToSave(3, content, { step: 'data', mode: undefined });
  expect(saved).toMatchObject({ id: 3, name: 'n', wizard: { step: 'data' } });
  expect('mode' in saved.wizard).toBe(false);
  expect(savedDraft(saved)).toEqual({ content, wizard: { step: 'data' } });
  expect(draftToSave(undefined, { written: {} }, {})).toEqual({ name: 'Untitled', written: {}, wizard: {} });
});

test('a draft has a name, whatever it says', () => {
  expect(draftName({ name: '  a  ' })).toBe('a');
  expect(draftName({ name: 5 })).toBe('Untitled');
  expect(draftName({ name: 'x'.repeat(500) }).length).toBe(300);
});
