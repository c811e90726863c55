import { describe, expect, test } from 'vitest';
import { readSpecificationText } from '../../../main/runs/specification/read-specification-text.ts';
import { hashOf } from '../../../main/store/canonical-json.ts';
import { newRun, runsOfStudy } from '../../../main/runs/laboratory/study-runs.ts';
import { studyFolder, removeFolder, tinyStudy } from '../../e2e/tiny-study.ts';
import { connect, openWorkbench, temporaryFolder, watch } from '../bench.ts';
import { storeFinished, tinySpecification, withWorkspace } from '../stored.ts';

const seeds = { seeds: [1, 2, 3] };

/** A workbench over a study whose seven runs are finished. */
async function openFinished(changes: Record<string, unknown> = seeds) {
  const folder = temporaryFolder();
  const { studyId, ids } = withWorkspace(folder, (workspace) => storeFinished(workspace, tinyStudy(changes)));
  return { ...(await openWorkbench(folder)), folder, studyId, ids };
}

describe('the table of runs', () => {
  test('has a line for each, with the accuracy it is there for', async () => {
    const { client } = await openFinished();
    const rows = await client.call('runs.list', {});
    expect(rows.map(({ kind, method, methodName, seed }) => [kind, method, methodName, seed])).toEqual([
      ['prepare', undefined, undefined, 1],
      ['train', 'noise injection', 'noise-injection', 1],
      ['train', 'SAFT k=1', 'saft', 1],
      ['train', 'noise injection', 'noise-injection', 2],
      ['train', 'SAFT k=1', 'saft', 2],
      ['train', 'noise injection', 'noise-injection', 3],
      ['train', 'SAFT k=1', 'saft', 3],
    ]);
    expect(rows[2]).toMatchObject({
      studyName: 'Tiny',
      profile: 'profile',
      status: 'finished',
      fraction: 1,
      accuracy: { value: 0.52, low: expect.closeTo(0.51, 9), high: expect.closeTo(0.53, 9), draws: 2 },
      locked: false,
      tags: [],
      hasNotes: false,
    });
  });

  test('loses runs to the trash and has them back, in every interface', async () => {
    const workbench = await openFinished();
    const { client } = workbench;
    const other = watch(connect(workbench), 'runs.changed');
    const studies = watch(connect(workbench), 'studies');
    await client.call('runs.trash', { ids: [2, 3] });
    await other.ever('loss', ({ gone }) => gone.length === 2);
    await studies.until('study', ([study]) => study?.runs.finished === 5);
    expect((await client.call('runs.list', {})).map(({ id }) => id)).toEqual([1, 4, 5, 6, 7]);
    expect((await client.call('runs.list', { trashed: true })).map(({ id }) => id)).toEqual([2, 3]);
    await client.call('runs.restore', { ids: [2, 3] });
    await other.ever('return', ({ rows }) => rows.map(({ id }) => id).join() === '2,3');
    expect(await client.call('runs.list', {})).toHaveLength(7);
  });

  test('keeps what is locked', async () => {
    const { client, studyId } = await openFinished();
    await client.call('runs.lock', { ids: [2], locked: true });
    await expect(client.call('runs.trash', { ids: [1, 2] })).rejects.toMatchObject({
      code: 'invalid-argument',
      message: 'Run 2 is locked, so it cannot go to the trash.',
    });
    await expect(client.call('studies.trash', { id: studyId })).rejects.toMatchObject({ code: 'invalid-argument' });
    expect(await client.call('runs.list', {})).toHaveLength(7);
    await client.call('runs.lock', { ids: [2], locked: false });
    await client.call('studies.trash', { id: studyId });
    expect(await client.call('runs.list', {})).toEqual([]);
    expect(await client.call('studies.list', {})).toEqual([]);
    expect(await client.call('studies.list', { trashed: true })).toMatchObject([{ id: studyId, trashed: true }]);
    await client.call('studies.restore', { id: studyId });
    expect(await client.call('runs.list', {})).toHaveLength(7);
  });

  test('shows tags and notes as they are given', async () => {
    const workbench = await openFinished();
    const { client } = workbench;
    const changed = watch(connect(workbench), 'runs.changed');
    await client.call('runs.annotate', { ids: [1, 2], addTags: ['paper'], notes: 'Look here.' });
    const { rows } = await changed.ever('change', (news) => news.rows.length === 2);
    expect(rows).toMatchObject([1, 2].map((id) => ({ id, tags: ['paper'], hasNotes: true })));
    expect(await client.call('runs.show', { id: 1 })).toMatchObject({
      notes: 'Look here.',
      tags: ['paper'],
      locked: false,
    });
  });

  test('has columns for what varies, and their values', async () => {
    const { client, folder } = await openFinished({ ...seeds, methods: [{ method: 'noise-injection' }] });
    withWorkspace(folder, (workspace) => {
      storeFinished(
        workspace,
        tinyStudy({ training: { epochs: 4, batch: 8, optimizer: { kind: 'adam', learningRate: 0.02 } } }),
      );
    });
    const columns = await client.call('runs.columns', {});
    const configuration = columns.flatMap(({ key, group, type }) =>
      group === 'configuration' ? [`${key} ${type}`] : [],
    );
    expect(configuration).toEqual(
      expect.arrayContaining([
        'configuration.training.batch number',
        'configuration.training.epochs number',
        'configuration.training.optimizer.kind text',
        'configuration.training.optimizer.momentum number',
        'configuration.training.optimizer.nesterov text',
        'configuration.method.layers.k number',
      ]),
    );
    expect(
      configuration.filter((key) => /data|evaluation|sensitivity|seed|learningRate|architecture/.test(key)),
    ).toEqual([]);
    const values = await client.call('runs.values', {
      runs: [5, 2, 99],
      columns: [
        'configuration.training.batch',
        'configuration.training.optimizer.nesterov',
        'accuracy.recovered',
        'accuracy.noisy',
        'provenance.engine',
        'time.speedup',
      ],
    });
    expect(values).toEqual({
      'configuration.training.batch': [8, 16, null],
      'configuration.training.optimizer.nesterov': [null, 'false', null],
      'accuracy.recovered': [null, 0.51, null],
      'accuracy.noisy': [0.5, null, null],
      'provenance.engine': ['cpu', 'cpu', null],
      'time.speedup': [null, null, null],
    });
    await expect(client.call('runs.values', { runs: [1], columns: ['nonsense'] })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('of 10,000 runs is there', async () => {
    const folder = temporaryFolder();
    withWorkspace(folder, (workspace) => {
      const specification = tinySpecification({
        seeds: Array.from({ length: 5000 }, (_value, seed) => seed),
        methods: [{ method: 'noise-injection' }, { method: 'plain' }],
      });
      const studyId = workspace.studies.create(specification, '').id;
      const runs = runsOfStudy(specification).map((configuration) => newRun(studyId, configuration, 'lab run'));
      workspace.runs.create(runs);
    });
    const { client } = await openWorkbench(folder);
    const rows = await client.call('runs.list', {});
    expect(rows).toHaveLength(10_001);
    expect(rows.at(-1)).toMatchObject({ id: 10_001, seed: 4999, methodName: 'plain', status: 'queued' });
    const { steps } = await client.call('runs.values', {
      runs: rows.map(({ id }) => id),
      columns: ['steps'],
    });
    expect(steps).toHaveLength(10_001);
  });
});

describe('a run that is shown', () => {
  test('comes with a specification that makes it alone, whatever it is', async () => {
    const folder = studyFolder();
    const profiles = {
      soft: { weights: { noise: 'gaussian', mode: 'multiplicative', sigma: 0.1 } },
      hard: { weights: { noise: 'gaussian', mode: 'multiplicative', sigma: 0.4 } },
    };
    const text = tinyStudy({ ...seeds, profile: undefined, profiles });
    const asked = readSpecificationText(text, { currentFolder: folder });
    withWorkspace(folder, (workspace) => {
      const studyId = workspace.studies.create(asked.specification, text).id;
      workspace.runs.create(
        runsOfStudy(asked.specification).map((configuration) => newRun(studyId, configuration, 'lab run')),
      );
    });
    const { client } = await openWorkbench(folder);
    for (const { id } of await client.call('runs.list', {})) {
      const shown = await client.call('runs.show', { id });
      const alone = runsOfStudy(readSpecificationText(shown.text, { currentFolder: folder }).specification);
      expect(alone.map((configuration) => hashOf(configuration))).toContain(shown.run.hash);
      // Its profile is prepared, and then it trains
      expect(alone.length).toBeLessThanOrEqual(3);
    }
    removeFolder(folder);
  });
});
