import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { LabError } from '../../main/contract/errors.ts';
import type { QueueState } from '../../main/contract/workbench/runs.ts';
import type { WorkbenchService } from '../../main/contract/workbench/workbench.ts';
import { defectLog } from '../../main/desktop/defect-log.ts';
import { pageRecovery } from '../../main/desktop/page-recovery.ts';
import { watchQueue } from '../../main/desktop/queue-watch.ts';

describe('the queue, as the shell watches it', () => {
  function watched() {
    let publish: (states: readonly string[]) => void = () => undefined;
    const unsubscribe = vi.fn();
    const power = { start: vi.fn(() => 4), stop: vi.fn() };
    const sources = {
      queue(_input: object, told: (value: QueueState) => void) {
        publish = (states) => told({ items: states.map((state) => ({ state })) } as QueueState);
        publish([]);
        return unsubscribe;
      },
    } as unknown as WorkbenchService['sources'];
    return {
      watch: watchQueue({ sources }, power),
      power,
      unsubscribe,
      publish: (states: string[]) => publish(states),
    };
  }

  test('counts what would be stopped', () => {
    const { watch, publish } = watched();
    expect(watch.underWay).toBe(0);
    publish(['running', 'stopping', 'pausing', 'paused', 'waiting']);
    expect(watch.underWay).toBe(3);
  });

  test('keeps the machine awake from the first run to the last', () => {
    const { power, publish } = watched();
    publish(['waiting']);
    expect(power.start).not.toHaveBeenCalled();
    publish(['running']);
    publish(['running', 'running']);
    expect(power.start).toHaveBeenCalledExactlyOnceWith('prevent-app-suspension');
    publish(['waiting', 'paused']);
    publish([]);
    expect(power.stop).toHaveBeenCalledExactlyOnceWith(4);
  });

  test('has nothing to watch where the store cannot be opened', () => {
    const queue = (error: Error) => ({
      sources: {
        queue() {
          throw error;
        },
      } as unknown as WorkbenchService['sources'],
    });
    const power = { start: () => 1, stop: () => undefined };
    const watch = watchQueue(queue(new LabError('store-newer', 'The store is newer.', 'Update.')), power);
    expect(watch.underWay).toBe(0);
    watch.stop();
    expect(() => watchQueue(queue(new TypeError('defect')), power)).toThrow('defect');
  });

  test('lets go at the end', () => {
    const { watch, power, unsubscribe, publish } = watched();
    publish(['running']);
    watch.stop();
    expect([unsubscribe.mock.calls.length, power.stop.mock.calls]).toEqual([1, [[4]]]);
  });
});

describe('a page whose process ended', () => {
  function recovery() {
    let time = 0;
    const parts = { reload: vi.fn(), now: () => time, giveUp: vi.fn() };
    return { ...parts, ended: pageRecovery(parts), wait: (ms: number) => (time += ms) };
  }

  test('is loaded again, unless it was to end', () => {
    const { ended, reload } = recovery();
    ended('clean-exit');
    expect(reload).not.toHaveBeenCalled();
    ended('crashed');
    ended('oom');
    expect(reload).toHaveBeenCalledTimes(2);
  });

  test('is given up on when it ends again and again, and not when it does now and then', () => {
    const { ended, reload, giveUp, wait } = recovery();
    for (let i = 0; i < 10; i++) {
      ended('crashed');
      wait(30_000);
    }
    expect([reload.mock.calls.length, giveUp.mock.calls.length]).toEqual([10, 0]);
    for (let i = 0; i < 4; i++) ended('oom');
    expect(giveUp).toHaveBeenLastCalledWith('oom');
  });
});

describe('the log of defects', () => {
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-log-'));
  const path = join(folder, 'a', 'noisefloor.log');
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const log = defectLog(path, () => new Date(0));

  test('has a line a defect, with its place, and goes to stderr too', () => {
    log('runs.list', new TypeError('a mistake'));
    log('refused message', 'It comes from another address.');
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(/^1970-01-01T00:00:00.000Z runs.list: TypeError: a mistake\n +at /);
    expect(text).toContain('1970-01-01T00:00:00.000Z refused message: It comes from another address.\n');
    expect(written.mock.calls.map(([line]) => line).join('')).toBe(text);
  });

  test('does not grow for ever', () => {
    writeFileSync(path, 'x'.repeat(2 ** 20 + 1));
    log('where', 'what');
    expect(readFileSync(path, 'utf8')).toBe('1970-01-01T00:00:00.000Z where: what\n');
    expect(readFileSync(`${path}.old`, 'utf8')).toHaveLength(2 ** 20 + 1);
    rmSync(folder, { recursive: true });
    written.mockRestore();
  });
});
