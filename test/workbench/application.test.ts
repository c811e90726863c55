import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { removeFolder, studyFolder, tinyStudy } from '../e2e/tiny-study.ts';
import { connect, openWorkbench, temporaryFolder, watch } from './bench.ts';
import { fakeEngine } from './fake-engine.ts';
import { storeFinished, withWorkspace } from './stored.ts';

const played = { startEngine: fakeEngine().start };

describe('the application', () => {
  test('describes itself, and in time what it computes on', async () => {
    const folder = temporaryFolder();
    const { client } = await openWorkbench(folder, played);
    const application = await client.call('application.describe', {});
    expect(application).toMatchObject({
      workspace: join(folder, 'noisefloor-workspace'),
      node: process.version,
      foundLost: [],
      capabilities: { pickFiles: false },
    });
    const engine = async () => (await client.call('application.describe', {})).engine;
    await expect.poll(engine, { interval: 200 }).toMatchObject({
      name: expect.stringMatching(/^(graph|wasm)$/),
      detail: expect.stringMatching(/^TensorFlow\S* \d/),
    });
    await expect(client.call('files.pick', { purpose: 'weights' })).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  test('keeps preferences and drafts', async () => {
    const folder = temporaryFolder();
    const first = await openWorkbench(folder, played);
    await first.client.call('preferences.write', { key: 'theme', value: '"dark"' });
    const saved = await first.client.call('drafts.save', {
      name: 'Mine',
      written: { name: 'Mine' },
      wizard: { step: 2 },
    });
    await first.close();

    const { client } = await openWorkbench(folder, played);
    expect(await client.call('preferences.read', { key: 'theme' })).toEqual({ value: '"dark"' });
    // What the queue keeps is not the interface's
    expect(await client.call('preferences.read', { key: 'queue.left' })).toEqual({});
    expect(await client.call('drafts.list', {})).toEqual([
      { ...saved, name: 'Mine', written: { name: 'Mine' }, wizard: { step: 2 } },
    ]);
    await client.call('drafts.remove', { id: saved.id });
    await client.call('preferences.write', { key: 'theme' });
    expect(await client.call('drafts.list', {})).toEqual([]);
    expect(await client.call('preferences.read', { key: 'theme' })).toEqual({});
  });

  test('passes commands of a menu on to every interface', async () => {
    const workbench = await openWorkbench(temporaryFolder(), played);
    const [one, two] = [watch(workbench.client, 'menu'), watch(connect(workbench), 'menu')];
    await workbench.client.call('drafts.list', {});
    workbench.sendMenuCommand('new-study');
    expect(await one.until('command', () => true)).toBe('new-study');
    expect(await two.until('command', () => true)).toBe('new-study');
  });

  test('opens with a banner where the store cannot be opened, and every call says why', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'noisefloor-workspace'));
    writeFileSync(
      join(folder, 'noisefloor-workspace', 'noisefloor.sqlite'),
      'this is no database, and long enough to be read',
    );
    const { client } = await openWorkbench(folder, played);
    expect(await watch(client, 'banners').ever('banners', () => true)).toMatchObject([
      { kind: 'store-problem', error: { code: 'store-unusable' } },
    ]);
    await expect(client.call('runs.list', {})).rejects.toMatchObject({ code: 'store-unusable' });
  });
});

describe('a study', () => {
  test('is shown with the text its author wrote, and renamed without touching that', async () => {
    const folder = temporaryFolder();
    const text = `# by hand\n${tinyStudy()}`;
    const { studyId } = withWorkspace(folder, (workspace) => storeFinished(workspace, text));
    const { client } = await openWorkbench(folder, played);
    await client.call('studies.annotate', { id: studyId, name: 'Called so', notes: 'Look here.' });
    const shown = await client.call('studies.show', { id: studyId });
    expect(shown).toMatchObject({
      text,
      written: { name: 'Tiny', seeds: [1] },
      study: { name: 'Called so', notes: 'Look here.' },
    });
    expect((await client.call('runs.list', {}))[0]!.studyName).toBe('Called so');
    await expect(client.call('studies.show', { id: 9 })).rejects.toMatchObject({ code: 'not-found' });
    await expect(client.call('studies.annotate', { id: 9, notes: '' })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('is written again with the files it found, wherever it was written', async () => {
    const folder = studyFolder();
    const text = tinyStudy();
    const { client } = await openWorkbench(folder, played);
    const { studyId } = await client.call('studies.launch', { text, folder });
    const shown = await client.call('studies.show', { id: studyId });
    expect(shown.text).toBe(text);
    expect(shown.written).toEqual({
      ...parse(text),
      model: { architecture: 'mlp-8', weights: join(folder, 'mlp-8.safetensors') },
    });
    removeFolder(folder);
  });

  test('of the quickstart is a new one each time', async () => {
    const engine = fakeEngine();
    const { client } = await openWorkbench(temporaryFolder(), { startEngine: engine.start });
    const one = await client.call('studies.quickstart', {});
    const two = await client.call('studies.quickstart', {});
    expect(two.studyId).not.toBe(one.studyId);
    expect(two.runs).toHaveLength(one.runs.length);
    expect((await client.call('studies.list', {})).map(({ id }) => id)).toEqual([two.studyId, one.studyId]);
    expect(engine.log).toEqual(['start', `run ${one.runs[0]}`]);
  });
});
