import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LabError } from '../../../../../main/contract/errors.ts';
import { createStudyCheck } from '../../../../../renderer/views/new-study/draft/study-check.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A workbench that takes its time, and gives up when it is told to. */
function slowClient(milliseconds: number) {
  const checked: unknown[] = [];
  const call = (method: string, input: unknown, { signal }: { signal?: AbortSignal } = {}) =>
    new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new LabError('stopped', 'ended', '')));
      setTimeout(() => {
        if (method === 'specification.write') return resolve({ text: JSON.stringify(input) });
        checked.push(input);
        resolve({ problems: [], runs: [] });
      }, milliseconds);
    });
  return { client: { call } as never, checked };
}

test('what is overtaken is never the result', async () => {
  const { client } = slowClient(500);
  const check = createStudyCheck(client, 300);
  const [first, second] = [
    { written: {}, text: 'first' },
    { written: {}, text: 'second' },
  ];
  check.request(first);
  await vi.advanceTimersByTimeAsync(400);
  check.request(second);
  await vi.advanceTimersByTimeAsync(2000);
  expect(check.result.value?.content).toBe(second);
  expect(check.pending.value).toBe(false);
  expect(check.error.value).toBeUndefined();
});

test('it is pending from the request on, and flush waits for the end', async () => {
  const { client, checked } = slowClient(100);
  const check = createStudyCheck(client, 300);
  check.request({ written: { name: 'n' }, folder: '/studies' });
  expect(check.pending.value).toBe(true);
  const flushed = check.flush();
  await vi.advanceTimersByTimeAsync(250);
  await flushed;
  expect(check.result.value?.text).toBe('{"written":{"name":"n"}}');
  expect(checked).toEqual([{ text: '{"written":{"name":"n"}}', folder: '/studies' }]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(checked.length).toBe(1);
});

test('a check that fails is told, and the next one forgets it', async () => {
  const call = vi
    .fn()
    .mockRejectedValueOnce(new LabError('disconnected', 'gone', ''))
    .mockResolvedValue({ problems: [], runs: [] });
  const check = createStudyCheck({ call } as never, 0);
  check.request({ written: {}, text: 'a' });
  await vi.advanceTimersByTimeAsync(1);
  expect(check.error.value?.message).toBe('gone');
  check.request({ written: {}, text: 'b' });
  await vi.advanceTimersByTimeAsync(1);
  expect(check.error.value).toBeUndefined();
  expect(check.result.value?.text).toBe('b');
});

test('what was cleared says nothing any more', async () => {
  const { client } = slowClient(100);
  const check = createStudyCheck(client, 0);
  check.request({ written: {}, text: 'a' });
  await vi.advanceTimersByTimeAsync(50);
  check.clear();
  await vi.advanceTimersByTimeAsync(1000);
  expect(check.result.value).toBeUndefined();
  expect(check.pending.value).toBe(false);
});
