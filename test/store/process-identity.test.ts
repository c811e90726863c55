import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isAlive, ownIdentity, type ProcessIdentity } from '../../main/store/process-identity.ts';
import { patience } from '../support/eventually.ts';
import { start } from './processes/child.ts';

const own = ownIdentity();
const now = 1_000_000_000;
const linux = process.platform === 'linux';

function alive(changes: Partial<ProcessIdentity>, silenceMs = 0): boolean {
  return isAlive({ ...own, ...changes }, own, now - silenceMs, now);
}

/** Blocks, so that this process does not take notice of children that end. */
function block(durationMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, durationMs);
}

/** What stands behind the name in /proc/PID/stat. */
function stateOf(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return stat.slice(stat.lastIndexOf(')') + 2);
}

describe('on this machine', () => {
  test('a process that is there is alive, however long it was silent', () => {
    expect(alive({})).toBe(true);
    expect(alive({}, linux ? 1e9 : 0)).toBe(true);
    expect(alive({ pid: process.ppid, processStart: undefined })).toBe(true);
  });

  test('a number that no process has is dead, however fresh its heartbeat', () => {
    // Beyond the largest number Linux gives
    expect(alive({ pid: 2 ** 22 + 1 })).toBe(false);
  });

  test.skipIf(!linux)('a number that was used again is dead (needs /proc)', () => {
    expect(own.processStart).toMatch(/^\d+$/);
    expect(alive({ processStart: String(Number(own.processStart) - 1) })).toBe(false);
  });

  test('where the start is unknown, long silence is death', () => {
    expect(alive({ processStart: undefined }, 599_000)).toBe(true);
    expect(alive({ processStart: undefined }, 601_000)).toBe(false);
  });

  test.skipIf(!linux)('a killed child is dead before its parent has noticed (needs /proc)', async () => {
    const child = start('idle', []);
    await child.nextLine();
    const pid = child.process.pid!;
    const processStart = stateOf(pid).split(' ')[19]!;
    expect(alive({ pid, processStart })).toBe(true);
    process.kill(pid, 'SIGKILL');
    for (let time = 0; !stateOf(pid).startsWith('Z') && time < patience.timeout; time += 10) block(10);
    // Still there for kill(2), as a zombie
    expect(() => process.kill(pid, 0)).not.toThrow();
    expect(alive({ pid, processStart })).toBe(false);
    await child.exit;
  });
});

describe.each([
  ['another host', { host: 'elsewhere' }],
  ['the same host, started anew', { bootId: 'another' }],
  ['another container', { pidNamespace: 'pid:[1]' }],
])('on %s', (_, changes) => {
  test('the heartbeat decides, not the number', () => {
    expect(alive(changes, 59_000)).toBe(true);
    expect(alive(changes, 61_000)).toBe(false);
    expect(alive({ ...changes, pid: 2 ** 22 + 1 }, 59_000)).toBe(true);
  });

  test('a clock that runs ahead is no reason to take it for dead', () => {
    expect(alive(changes, -3_600_000)).toBe(true);
  });
});
