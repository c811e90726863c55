import type { SerializedError } from '../../../main/contract/errors.ts';
import type { RunEvent } from '../../../main/contract/run.ts';
import type { EngineClient } from '../../../main/runs/engine/engine-client.ts';
import { isTerminal } from '../../../main/runs/engine/messages.ts';

export interface FakeEngineClient {
  readonly client: EngineClient;
  /** `start 3`, `stop 3`, `end 3`, in the order they happened */
  readonly log: readonly string[];
  /** Runs under way */
  readonly working: () => readonly number[];
  /** What a run reports. As with the real client, one whose listener throws ends with that. */
  readonly report: (runId: number, event: RunEvent) => void;
  readonly finish: (runId: number) => void;
  readonly fail: (runId: number, code: SerializedError['code']) => void;
}

interface Live {
  readonly onEvent: (event: RunEvent) => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const started: RunEvent = {
  type: 'started',
  provenance: { engine: 'fake', precision: 'float32', versions: {}, checksums: {} },
};

/**
 * An engine whose runs do what a test tells them.
 *
 * @param obedient a run that is told to stop does so in a later turn; otherwise it goes on
 */
export function fakeEngineClient(obedient = true): FakeEngineClient {
  const live = new Map<number, Live>();
  const log: string[] = [];

  function report(runId: number, event: RunEvent): void {
    const run = live.get(runId);
    if (run === undefined) throw new Error(`Run ${runId} is not under way`);
    if (isTerminal(event)) {
      live.delete(runId);
      log.push(`end ${runId}`);
    }
    try {
      run.onEvent(event);
    } catch (error) {
      live.delete(runId);
      run.reject(error);
      return;
    }
    if (isTerminal(event)) run.resolve();
  }

  return {
    log,
    working: () => [...live.keys()],
    report,
    finish: (runId) => report(runId, { type: 'finished' }),
    fail: (runId, code) =>
      report(runId, { type: 'failed', error: { name: 'LabError', code, message: 'It broke.', nextStep: 'Mend it.' } }),
    client: {
      run: ({ runId }, onEvent) =>
        new Promise((resolve, reject) => {
          log.push(`start ${runId}`);
          live.set(runId, { onEvent, resolve, reject });
          report(runId, started);
        }),
      share: () => undefined,
      stop(runId) {
        if (!live.has(runId)) return;
        log.push(`stop ${runId}`);
        setImmediate(() => {
          if (obedient && live.has(runId)) report(runId, { type: 'stopped' });
        });
      },
      close: async () => undefined,
    },
  };
}
