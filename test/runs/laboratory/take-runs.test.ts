import { describe, expect, test } from 'vitest';
import {
  findSameStudy,
  takePlanned,
  takeStored,
  takeWhatIsLeft,
  unfinishedRuns,
} from '../../../main/runs/laboratory/take-runs.ts';
import { specificationHash } from '../../../main/runs/specification/specification-hash.ts';
import { openWorkspace } from '../../../main/store/workspace.ts';
import { machine } from '../../store/samples.ts';
import { thrownBy } from '../../store/support.ts';
import { smallStudy } from '../job/bench.ts';
import { storeStudy } from './stored-study.ts';

const specification = smallStudy({
  model: { architecture: 'mlp-8', weights: '/a/weights.safetensors' },
  seeds: [1, 2],
});
const read = (given = specification, hash = specificationHash(specification)) => ({
  specification: given,
  hash,
  text: '',
  file: '',
});
const all = ['pretrain', 'prepare', 'train'] as const;

describe('the study of a specification', () => {
  test('is the newest that asks for the same of the same files, whatever its name', () => {
    const { store, studyId } = storeStudy(specification);
    expect(findSameStudy(store, read())).toBe(studyId);
    expect(findSameStudy(store, read({ ...specification, name: 'Other' }))).toBe(studyId);
    // The hash takes paths as they are written
    const elsewhere = { ...specification, model: { ...specification.model, weights: '/b/weights.safetensors' } };
    expect(findSameStudy(store, read(elsewhere))).toBeUndefined();
    expect(findSameStudy(store, read(specification, 'another'))).toBeUndefined();
    const newer = store.studies.create(specification, '', specificationHash(specification)).id;
    expect(findSameStudy(store, read())).toBe(newer);
  });
});

describe('taking runs', () => {
  test('takes what is not finished, in order, and makes what is not there', () => {
    const study = storeStudy(specification);
    const [prepare, first, second] = study.ids;
    study.finish(prepare!, []);
    study.finish(first!, [], { type: 'stopped' });
    study.session.recordEvent(second!, { type: 'stopped' });
    const wider = { ...specification, seeds: [3, 1] };
    const planned = unfinishedRuns(study.store, study.studyId, wider, all);
    // The first seed is that of `prepare`, so it is another one
    expect(planned.map(({ configuration: { kind, seed }, stored }) => [kind, seed, stored?.id])).toEqual([
      ['prepare', 3, undefined],
      ['train', 3, undefined],
      ['train', 1, first],
    ]);
    const ids = study.store.exclusively(() => takePlanned(study.session, study.studyId, planned, 'lab run'));
    expect(ids).toEqual([second! + 1, second! + 2, first]);
    expect(ids.map((id) => study.store.runs.get(id).status)).toEqual(['queued', 'queued', 'queued']);
    expect(unfinishedRuns(study.store, study.studyId, wider, ['prepare'])).toHaveLength(1);
  });

  test('refuses what another process has, and changes nothing', () => {
    const study = storeStudy(specification);
    const [prepare, first, second] = study.ids;
    study.finish(prepare!, [], { type: 'stopped' });
    study.session.recordEvent(first!, {
      type: 'started',
      provenance: { engine: 'wasm', precision: 'float32', versions: {}, checksums: {} },
    });
    const other = openWorkspace(study.store.folder);
    const session = other.startSession(machine);
    const statuses = () => study.store.runs.list().map(({ status }) => status);
    const planned = unfinishedRuns(other, study.studyId, { ...specification, seeds: [1, 2, 3] }, all);
    const take = () => other.exclusively(() => takePlanned(session, study.studyId, planned, 'lab run'));
    expect(thrownBy(take)).toMatchObject({
      code: 'store-busy',
      message: `Run ${first} is being run by another process of this workspace.`,
      nextStep: expect.stringContaining(`runs stop ${first}`),
    });
    expect(
      thrownBy(() =>
        other.exclusively(() => takeStored(session, [study.store.runs.get(prepare!), study.store.runs.get(second!)])),
      ),
    ).toMatchObject({
      code: 'store-busy',
      message: `Run ${second} is about to be run by another process of this workspace.`,
    });
    expect(statuses()).toEqual(['stopped', 'running', 'queued']);
    expect(takeWhatIsLeft(session, other.runs.list()).map(({ id }) => id)).toEqual([prepare]);
    expect(statuses()).toEqual(['queued', 'running', 'queued']);
    other.close();
    expect(statuses()).toEqual(['stopped', 'running', 'queued']);
  });

  test('refuses what is finished', () => {
    const study = storeStudy(specification);
    study.finish(study.ids[0]!, []);
    study.finish(study.ids[1]!, [], { type: 'stopped' });
    const runs = study.ids.slice(0, 2).map((id) => study.store.runs.get(id));
    const take = () => study.store.exclusively(() => takeStored(study.session, runs.toReversed()));
    expect(thrownBy(take)).toMatchObject({ code: 'not-resumable' });
    expect(study.store.runs.get(study.ids[1]!).status).toBe('stopped');
  });
});
