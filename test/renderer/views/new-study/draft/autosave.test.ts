import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAutosave } from '../../../../../renderer/views/new-study/draft/autosave.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('changes that follow each other are saved once, when it is quiet', async () => {
  const save = vi.fn(() => Promise.resolve('2026-11-20T10:00:00Z'));
  const autosave = createAutosave(save, 1000);
  autosave.touch();
  await vi.advanceTimersByTimeAsync(900);
  autosave.touch();
  await vi.advanceTimersByTimeAsync(900);
  expect(save).not.toHaveBeenCalled();
  expect(autosave.state.value).toBe('waiting');
  await vi.advanceTimersByTimeAsync(100);
  expect(save).toHaveBeenCalledTimes(1);
  expect(autosave.state.value).toBe('saved');
  expect(autosave.savedAt.value).toBe('2026-11-20T10:00:00Z');
});

test('what changes while it is saved is saved after it, never beside it', async () => {
  let saving = 0;
  const save = vi.fn(async () => {
    saving += 1;
    expect(saving).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 500));
    saving -= 1;
    return '';
  });
  const autosave = createAutosave(save, 100);
  autosave.touch();
  await vi.advanceTimersByTimeAsync(200);
  expect(autosave.state.value).toBe('saving');
  autosave.touch();
  await vi.advanceTimersByTimeAsync(2000);
  expect(save).toHaveBeenCalledTimes(2);
  expect(autosave.state.value).toBe('saved');
});

test('flushing saves at once, and only what is not saved', async () => {
  const save = vi.fn(() => Promise.resolve(''));
  const autosave = createAutosave(save);
  await autosave.flush();
  expect(save).not.toHaveBeenCalled();
  autosave.touch();
  await autosave.flush();
  await vi.advanceTimersByTimeAsync(5000);
  expect(save).toHaveBeenCalledTimes(1);
});

test('a save that failed is told, and tried again with the next change', async () => {
  const save = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('disk full')).mockResolvedValue('later');
  const autosave = createAutosave(save, 100);
  autosave.touch();
  await vi.advanceTimersByTimeAsync(100);
  expect(autosave.state.value).toBe('failed');
  expect(autosave.error.value?.message).toBe('disk full');
  autosave.touch();
  await vi.advanceTimersByTimeAsync(100);
  expect(autosave.state.value).toBe('saved');
  expect(autosave.error.value).toBeUndefined();
});

test('what is dropped is not saved', async () => {
  const save = vi.fn(() => Promise.resolve(''));
  const autosave = createAutosave(save, 100);
  autosave.touch();
  autosave.drop();
  await vi.advanceTimersByTimeAsync(1000);
  expect(save).not.toHaveBeenCalled();
});
