import type { RunEvent } from '../../main/contract/run.ts';
import type { StartEngine } from '../../main/runs/engine/engine-host.ts';
import type { EngineReport } from '../../main/runs/engine/messages.ts';

export interface FakeEngine {
  readonly start: StartEngine;
  /** `start` for each process, then `run 3` and `stop 3` as they were asked for */
  readonly log: readonly string[];
  report(runId: number, ...events: readonly RunEvent[]): void;
  die(): void;
}

export const started: RunEvent = {
  type: 'started',
  provenance: { engine: 'fake', precision: 'float32', versions: { fake: '1.0' }, checksums: {} },
};

export const progressTo = (fraction: number, secondsLeft?: number): RunEvent => ({
  type: 'progress',
  progress: {
    phase: 'training',
    fraction,
    detail: `at ${fraction}`,
    ...(secondsLeft === undefined ? {} : { secondsLeft }),
  },
});

/** Engine processes that do what a test says; one at a time, as the client has it. */
export function fakeEngine(): FakeEngine {
  const log: string[] = [];
  let tell: ((report: EngineReport) => void) | undefined;
  let end: ((code: number | null, signal: string | null) => void)[] = [];
  return {
    log,
    start() {
      log.push('start');
      end = [];
      return {
        send(command) {
          log.push(command.type === 'run' ? `run ${command.assignment.runId}` : `stop ${command.runId}`);
        },
        onMessage: (listener) => void (tell = listener),
        onStderrLine: () => undefined,
        onExit: (listener) => void end.push(listener),
        kill: () => end.forEach((listener) => listener(null, 'SIGKILL')),
        disconnect: () => end.forEach((listener) => listener(0, null)),
      };
    },
    report: (runId, ...events) => events.forEach((event) => tell!({ runId, event })),
    die: () => end.forEach((listener) => listener(null, 'SIGSEGV')),
  };
}
