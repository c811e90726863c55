import { afterEach, describe, expect, test } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { announcement } from '../../../../renderer/composables/use-announcer.ts';
import { dismissToast, toasts } from '../../../../renderer/composables/use-toast.ts';
import { useArchiveJobs } from '../../../../renderer/views/archive/archive-jobs.ts';
import { createFakeClient, scoped } from '../../composables/scoped.ts';

afterEach(() => {
  for (const { id } of [...toasts.value]) dismissToast(id);
});

function opened() {
  const fake = createFakeClient();
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', component: {} }],
  });
  const { app } = scoped(fake.client, () => undefined);
  app.use(router);
  const jobs = app.runWithContext(() => useArchiveJobs());
  return { fake, router, jobs, ofMethod: (method: string) => fake.calls.filter((call) => call.method === method) };
}

const imported = {
  outcome: 'added',
  study: { id: 3, name: 'A study' },
  runs: { added: 4, unchanged: 0, kept: 0, trashed: 0 },
  files: { count: 0, bytes: 0 },
  inputs: { count: 0, bytes: 0 },
  conflicts: [],
};

describe('the end of work with archives', () => {
  test('is told by a toast with a way to it where nobody looks', async () => {
    const { router, jobs, ofMethod } = opened();
    void jobs.imports.begin({ path: '/a.noisefloor', conflicts: 'refuse' }, 'a.noisefloor');
    await ofMethod('archives.import')[0]!.answer(imported);
    const [toast] = toasts.value;
    expect(toast).toMatchObject({ title: 'A study', text: 'Imported as study 3. 4 runs added.' });
    toast!.action!.run();
    await expect.poll(() => router.currentRoute.value.fullPath).toBe('/compare/3');
  });

  test('is only said where it is seen', async () => {
    const { jobs, ofMethod } = opened();
    jobs.imports.watch();
    void jobs.imports.begin({ path: '/a.noisefloor', conflicts: 'refuse' }, 'a.noisefloor');
    await ofMethod('archives.import')[0]!.answer(imported);
    expect(toasts.value).toEqual([]);
    expect(announcement.value).toContain('Imported as study 3.');
  });

  test('that is a failure stays to be seen, and leads there', async () => {
    const { router, jobs, ofMethod } = opened();
    void jobs.imports.begin({ path: '/a.noisefloor', conflicts: 'refuse' }, 'a.noisefloor');
    await ofMethod('archives.import')[0]!.fail(new Error('The disk is full.'));
    expect(toasts.value[0]).toMatchObject({ title: 'The archive was not imported', text: 'The disk is full.' });
    toasts.value[0]!.action!.run();
    await expect.poll(() => jobs.dialogOf).toBe('/a.noisefloor');
    expect(router.currentRoute.value.path).toBe('/archive');
    expect(jobs.imports.state.value.kind).toBe('failed');
  });

  test('leads to a choice where the workspace differs', async () => {
    const { router, jobs, ofMethod } = opened();
    void jobs.imports.begin({ path: '/a.noisefloor', conflicts: 'refuse' }, 'a.noisefloor');
    await ofMethod('archives.import')[0]!.answer({ ...imported, outcome: 'refused' });
    toasts.value[0]!.action!.run();
    await expect.poll(() => jobs.dialogOf).toBe('/a.noisefloor');
    expect(router.currentRoute.value.query).toEqual({ open: '/a.noisefloor' });
  });

  test('of an archive that was written is remembered with its folder', async () => {
    const { fake, jobs, ofMethod } = opened();
    await ofMethod('preferences.read')[0]!.answer({});
    const asked = { study: 1, path: '/shelf/a.noisefloor', weights: 'none' as const, inputs: true, replace: false };
    void jobs.create.begin(asked, 'a.noisefloor');
    await ofMethod('archives.create')[0]!.answer({ path: asked.path, bytes: 2_190_000, study: { name: 'A study' } });
    expect(toasts.value[0]!.text).toMatch(/^2\.19.MB written to \/shelf\/a\.noisefloor$/);
    await fake.settle();
    const { value } = ofMethod('preferences.write')[0]!.input as { value: string };
    expect(JSON.parse(value)).toMatchObject({ folder: '/shelf', recent: [{ path: asked.path, name: 'A study' }] });
  });
});
