import { describe, expect, test, vi } from 'vitest';
import type { WorkbenchClient } from '../../../main/contract/workbench/workbench.ts';
import { createArchiveClient } from '../../../renderer/client/archive-client.ts';

function clients(answer: unknown) {
  const call = vi.fn(async () => answer);
  const own = { call, subscribe: vi.fn(), close: vi.fn() } as unknown as WorkbenchClient;
  return { call, archived: createArchiveClient(own, 'handle') };
}

describe('a client of an archive', () => {
  test('asks the archive about studies and runs, and checks what it answers', async () => {
    const { call, archived } = clients([]);
    expect(await archived.call('runs.list', { studyId: 1 })).toEqual([]);
    expect(call).toHaveBeenCalledExactlyOnceWith(
      'archives.read',
      { archive: 'handle', method: 'runs.list', input: { studyId: 1 } },
      undefined,
    );
    await expect(clients([{ id: 'no number' }]).archived.call('runs.list', {})).rejects.toThrow();
  });

  test('asks the workbench about everything else', async () => {
    const { call, archived } = clients({ value: 'x' });
    expect(await archived.call('preferences.read', { key: 'a' })).toEqual({ value: 'x' });
    expect(call).toHaveBeenCalledExactlyOnceWith('preferences.read', { key: 'a' }, undefined);
  });

  test.each(['runs.trash', 'runs.annotate', 'studies.launch', 'studies.trash', 'drafts.save', 'study.probe'])(
    'does not %s',
    async (method) => {
      const { call, archived } = clients({});
      await expect(archived.call(method as 'runs.trash', { ids: [1] })).rejects.toMatchObject({
        code: 'invalid-argument',
        nextStep: 'Import it into the workspace to go on with its study.',
      });
      expect(call).not.toHaveBeenCalled();
    },
  );

  test('is told of nothing', () => {
    const { archived } = clients({});
    const onError = vi.fn();
    const end = archived.subscribe('run', { id: 1 }, () => undefined, onError);
    expect(onError).toHaveBeenCalledOnce();
    end();
  });
});
