import { expect, test } from 'vitest';
import { temporaryWorkspace, thrownBy } from './support.ts';

test('drafts are kept as they are, the last saved first', () => {
  let now = 100;
  const { drafts } = temporaryWorkspace({ now: () => now });
  const one = drafts.save({ name: 'One', written: { name: 'One', methods: [{}] }, wizard: { step: 'data' } });
  now = 101;
  const two = drafts.save({ name: 'Two', written: {}, wizard: {} });
  expect(drafts.list().map(({ id }) => id)).toEqual([two.id, one.id]);
  now = 102;
  expect(drafts.save({ name: 'First', written: { name: 'First' }, wizard: {} }, one.id)).toEqual({
    id: one.id,
    updatedAt: 102,
  });
  expect(drafts.list()[0]).toEqual({
    id: one.id,
    name: 'First',
    written: { name: 'First' },
    wizard: {},
    updatedAt: 102,
  });
  drafts.remove(one.id);
  expect(drafts.list().map(({ id }) => id)).toEqual([two.id]);
  expect(thrownBy(() => drafts.remove(one.id))).toMatchObject({ code: 'not-found' });
  expect(thrownBy(() => drafts.save({ name: '', written: {}, wizard: {} }, one.id))).toMatchObject({
    code: 'not-found',
  });
});

test('preferences are texts that can be replaced and forgotten', () => {
  const { preferences } = temporaryWorkspace();
  expect(preferences.read('theme')).toBeUndefined();
  preferences.write('theme', '"dark"');
  preferences.write('theme', '"light"');
  expect(preferences.read('theme')).toBe('"light"');
  preferences.write('theme', undefined);
  preferences.write('never', undefined);
  expect(preferences.read('theme')).toBeUndefined();
});
