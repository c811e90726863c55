import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { storeStudy } from '../../runs/laboratory/stored-study.ts';
import { smallStudy } from '../../runs/job/bench.ts';
import { progressTo, started } from '../fake-engine.ts';
import { openWorkbench, watch, watchRun } from '../bench.ts';

const given = { seeds: [1] };

test('what another process does to its runs is seen, and can be stopped', async () => {
  const { store, session, ids } = storeStudy(smallStudy(given));
  const { client } = await openWorkbench(store.folder, { workspace: store.folder });
  const rows = watch(client, 'runs.changed');
  const studies = watch(client, 'studies');
  const run = watchRun(client, ids[0]!);
  await run.until('queue', ({ status }) => status === 'queued');

  session.recordEvent(ids[0]!, started);
  session.recordEvent(ids[0]!, progressTo(0.25));
  const news = await run.until('start', ({ progress }) => progress?.fraction === 0.25);
  expect(news).toMatchObject({ status: 'running', heardAt: expect.stringMatching(/Z$/) });
  expect(news.log.map(({ message }) => message)).toContain('Started on fake, float32, fake 1.0.');
  await rows.ever('row', (told) => told.rows.some(({ id, status }) => id === ids[0] && status === 'running'));
  await studies.until('study', ([study]) => study?.runs.running === 1);

  const accuracy = { accuracy: 0.5, low: 0.4, high: 0.6, confidence: 0.95, draws: [0.5], images: 10 };
  session.recordEvent(ids[0]!, { type: 'accuracy', result: { stage: 'noisy', ...accuracy } });
  session.recordEvent(ids[0]!, progressTo(0.5));
  expect((await run.until('result', ({ accuracies }) => accuracies.length > 0)).accuracies).toMatchObject([
    { stage: 'noisy' },
  ]);

  // It is not this queue's, so its owner is asked
  expect((await watch(client, 'queue').ever('state', () => true)).items).toEqual([]);
  await client.call('runs.stop', { ids: [ids[0]!] });
  expect((await run.until('being asked', ({ transition }) => transition === 'stopping')).status).toBe('running');
  expect(session.beat()).toEqual([ids[0]]);
  session.recordEvent(ids[0]!, { type: 'stopped' });
  expect((await run.until('stop', ({ status }) => status === 'stopped')).transition).toBeUndefined();
  await expect(client.call('runs.resume', { ids: [ids[1]!] })).rejects.toMatchObject({ code: 'store-busy' });
});

test('runs of a process that is not there any more are named at the start, until they are seen to', async () => {
  const { store, session, studyId, ids } = storeStudy(smallStudy(given));
  session.recordEvent(ids[0]!, started);
  // As if this process had died and its number belonged to another now
  const database = new Database(`${store.folder}/noisefloor.sqlite`);
  database.exec("UPDATE owners SET process_start = 'long ago', boot_id = 'another', heartbeat_at = 5");
  database.close();

  const { client } = await openWorkbench(store.folder, { workspace: store.folder });
  const banners = watch(client, 'banners');
  const [banner] = await banners.until('banner', ({ length }) => length > 0);
  expect(banner).toMatchObject({
    id: 'found-lost',
    kind: 'found-lost',
    runs: ids.map((id) => ({ id, resumable: true })),
  });
  expect((await client.call('application.describe', {})).foundLost).toEqual(ids);
  await client.call('runs.trash', { ids: [ids[0]!] });
  expect((await banners.until('fewer', ([left]) => left?.runs.length === 2))[0]!.runs.map(({ id }) => id)).toEqual(
    ids.slice(1),
  );
  await client.call('studies.trash', { id: studyId });
  await banners.until('no banner', ({ length }) => length === 0);
});
