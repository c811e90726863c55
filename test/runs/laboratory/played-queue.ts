import type { RunEvent } from '../../../main/contract/run.ts';
import { workOff } from '../../../main/runs/laboratory/work-queue.ts';
import type { LaboratoryEvent } from '../../../main/runs/progress/watcher.ts';
import type { HeartbeatListener, Session } from '../../../main/store/session.ts';
import { smallStudy } from '../job/bench.ts';
import { fakeEngineClient } from './fake-engine-client.ts';
import { storeStudy } from './stored-study.ts';

export const profile = { weights: { noise: 'gaussian', mode: 'multiplicative', sigma: 0.2 } };

/** A study that needs no pretraining. */
export const given = { model: { architecture: 'mlp-8', weights: 'some.safetensors' } };

/** Lets everything happen that waits for nothing but its turn. */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}

interface StartOptions {
  readonly parallel?: number;
  readonly obedient?: boolean;
  /** What the store does with an event instead of keeping it */
  readonly onRecord?: (runId: number, event: RunEvent) => void;
}

/** The runs of a study being worked off by an engine that a test plays; the first has begun. */
export async function begin(changes: Record<string, unknown>, { parallel, obedient, onRecord }: StartOptions = {}) {
  const study = storeStudy(smallStudy(changes));
  const fake = fakeEngineClient(obedient);
  const controller = new AbortController();
  const events: LaboratoryEvent[] = [];
  let heartbeat: HeartbeatListener | undefined;
  const session: Session = {
    ...study.session,
    recordEvent(runId, event) {
      onRecord?.(runId, event);
      study.session.recordEvent(runId, event);
    },
    keepAlive(listener) {
      heartbeat = listener;
      return () => (heartbeat = undefined);
    },
  };
  const watcher = { signal: controller.signal, onEvent: (event: LaboratoryEvent) => void events.push(event) };
  const outcome = { error: undefined as unknown, ended: false };
  const ended = workOff({ workspace: study.store, session, client: fake.client, watcher, parallel }, study.ids)
    .catch((error: unknown) => (outcome.error = error))
    .finally(() => (outcome.ended = true));
  await turns();
  return {
    ...fake,
    study,
    ids: study.ids,
    events,
    outcome,
    ended,
    abort: () => controller.abort(),
    heart: () => heartbeat!,
    isBeating: () => heartbeat !== undefined,
    statuses: () =>
      study.store.runs
        .list()
        .toSorted((first, second) => first.id - second.id)
        .map(({ status }) => status),
    fractions: () => events.flatMap((event) => (event.type === 'progress' ? [event.fraction] : [])),
  };
}
