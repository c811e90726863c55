import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { endOf, utilityModules, type UtilityProcesses } from '../../main/desktop/utility-module.ts';
import { leaveMessage } from '../../main/runs/processes/leave-message.ts';
import { eventually } from '../support/eventually.ts';

const entry = new URL('file:///app/engine-process.js');

function started(environment: NodeJS.ProcessEnv = {}) {
  const events = new EventEmitter();
  const stderr = new PassThrough();
  const child = Object.assign(events, { pid: 7, stderr, postMessage: vi.fn(), kill: vi.fn(() => true) });
  const forks: unknown[][] = [];
  const utilityProcess = {
    fork(...words: unknown[]) {
      forks.push(words);
      return child;
    },
  } as unknown as UtilityProcesses;
  const own = utilityModules(utilityProcess)({ entry, words: ['wasm'], environment });
  const exits: unknown[][] = [];
  const lines: string[] = [];
  own.onExit((...end) => exits.push(end));
  own.onStderrLine((line) => lines.push(line));
  return { own, child, stderr, forks, exits, lines };
}

describe('a utility process', () => {
  test('is started with its module, its words, and the environment without what is undefined', () => {
    const { forks } = started({ TF_CPP_MIN_LOG_LEVEL: '2', GONE: undefined });
    expect(forks).toEqual([
      [
        fileURLToPath(entry),
        ['wasm'],
        {
          env: { TF_CPP_MIN_LOG_LEVEL: '2' },
          stdio: ['ignore', 'ignore', 'pipe'],
          serviceName: 'Noisefloor engine',
        },
      ],
    ]);
  });

  test('is spoken to and heard', () => {
    const { own, child } = started();
    const listener = vi.fn();
    own.onMessage(listener);
    child.emit('message', { runId: 1 });
    own.send({ type: 'stop', runId: 1 });
    expect(listener).toHaveBeenCalledExactlyOnceWith({ runId: 1 });
    expect(child.postMessage).toHaveBeenCalledExactlyOnceWith({ type: 'stop', runId: 1 });
  });

  test('tells its end after its last line, once', async () => {
    const { child, stderr, exits, lines } = started();
    stderr.write('one\ntwo');
    child.emit('exit', 3);
    expect(exits).toEqual([]);
    stderr.end();
    await eventually(() => expect(exits).toEqual([[3, null]]));
    expect(lines).toEqual(['one', 'two']);
  });

  test('tells its end where its pipe never closes', async () => {
    const { child, exits } = started();
    child.emit('exit', 0);
    await eventually(() => expect(exits).toEqual([[0, null]]));
  });

  test('that has ended is sent nothing', () => {
    const { own, child } = started();
    child.emit('exit', 0);
    own.send('late');
    own.disconnect();
    own.kill();
    expect([child.postMessage.mock.calls, child.kill.mock.calls]).toEqual([[], []]);
  });

  test('is told that nobody listens any more', () => {
    const { own, child } = started();
    own.disconnect();
    expect(child.postMessage).toHaveBeenCalledExactlyOnceWith(leaveMessage);
  });

  test('is killed when it has begun, also when that was asked for before', async () => {
    const { own, child, exits } = started();
    own.kill();
    expect(child.kill).not.toHaveBeenCalled();
    child.emit('spawn');
    expect(child.kill).toHaveBeenCalledOnce();
    child.stderr.end();
    // Electron tells 0 of a process that it killed
    child.emit('exit', 0);
    await eventually(() => expect(exits).toEqual([[null, 'SIGKILL']]));
  });
});

test.each([
  [0, 'linux', [0, null]],
  [1, 'linux', [1, null]],
  [6, 'linux', [null, 'SIGABRT']],
  [9, 'linux', [null, 'SIGKILL']],
  [11, 'linux', [null, 'SIGSEGV']],
  [9, 'win32', [9, null]],
] as const)('the status %i on %s is %j', (status, platform, end) => {
  expect(endOf(status, platform)).toEqual(end);
});
