import { describe, expect, test } from 'vitest';
import { hashOf } from '../../main/store/canonical-json.ts';
import { newRun, specification, temporaryWorkspace, thrownBy } from './support.ts';

const yaml = '# by hand\nname: A study   # kept to the letter\n';

describe('studies', () => {
  test('come back as they were stored, with the text their author wrote', () => {
    const { studies } = temporaryWorkspace({ now: () => 1_700_000_000_123 });
    const asked = specification('Größe "1" — 雑音');
    const study = studies.create(asked, yaml);
    expect(studies.get(study.id)).toEqual(study);
    expect(study).toMatchObject({
      name: 'Größe "1" — 雑音',
      source: yaml,
      notes: '',
      createdAt: 1_700_000_000_123,
      runs: 0,
    });
    expect(study.specification).toEqual(asked);
    expect(study.specificationHash).toBe(hashOf(asked));
  });

  test('take their notes from the specification, and later ones', () => {
    const { studies } = temporaryWorkspace();
    const { id } = studies.create({ ...specification(), notes: 'first' }, '');
    expect(studies.get(id).notes).toBe('first');
    studies.setNotes(id, 'second');
    expect(studies.get(id).notes).toBe('second');
    expect(studies.get(id).specification.notes).toBe('first');
  });

  test('are listed newest first, with the number of their runs', () => {
    const { studies, runs } = temporaryWorkspace();
    const [first, second] = [studies.create(specification('one'), ''), studies.create(specification('two'), '')];
    runs.create([newRun(first.id), newRun(first.id, { seed: 2 })]);
    expect(studies.list().map(({ id, name, runs }) => ({ id, name, runs }))).toEqual([
      { id: second.id, name: 'two', runs: 0 },
      { id: first.id, name: 'one', runs: 2 },
    ]);
  });

  test('of an equal specification are found by its hash', () => {
    const { studies } = temporaryWorkspace();
    const [first, second] = [studies.create(specification(), ''), studies.create(specification(), 'other text')];
    studies.create(specification('different'), '');
    expect(studies.findByHash(first.specificationHash).map((study) => study.id)).toEqual([second.id, first.id]);
  });

  test('are found by the hash their maker gave, if one was given', () => {
    const { studies } = temporaryWorkspace();
    const { id, specificationHash } = studies.create(specification(), '', 'mine');
    expect(specificationHash).toBe('mine');
    expect(studies.findByHash('mine').map((study) => study.id)).toEqual([id]);
    expect(studies.findByHash(hashOf(specification()))).toEqual([]);
  });

  test('that do not exist are not-found', () => {
    const { studies } = temporaryWorkspace();
    expect(thrownBy(() => studies.get(7))).toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('7') as string,
    });
    expect(thrownBy(() => studies.setNotes(7, ''))).toMatchObject({ code: 'not-found' });
  });
});
