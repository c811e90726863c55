import type { RunEvent } from '../../contract/run.ts';
import type { EngineDeath } from '../../runs/engine/engine-client.ts';
import type { Banner } from '../../contract/workbench/application.ts';
import type { QueueMember } from './queue-member.ts';

/** Deaths in a row after which another try is not worth it */
const mostDeaths = 3;

const signsOfProgress: ReadonlySet<RunEvent['type']> = new Set(['checkpoint', 'accuracy', 'finished']);

/** Counts deaths of the engine between which no run has come to anything. */
export interface DeathCounter {
  /** @returns whether it is time to give up */
  count(): boolean;
  heard(event: RunEvent): void;
  reset(): void;
}

export function createDeathCounter(): DeathCounter {
  let deaths = 0;
  const reset = (): void => void (deaths = 0);
  return {
    count: () => ++deaths >= mostDeaths,
    heard(event) {
      if (signsOfProgress.has(event.type)) reset();
    },
    reset,
  };
}

/** What is said of a death: which runs it took along. @param gaveUp the queue is held */
export function deathBanner(
  { how, lastWords }: EngineDeath,
  members: readonly QueueMember[],
  gaveUp: boolean,
): Omit<Banner, 'at' | 'id'> {
  const what = members.length === 1 ? 'a run was' : `${members.length} runs were`;
  const words = lastWords === undefined ? '' : ` Its last words: ${lastWords}`;
  const ended = `The engine process ended ${how} while ${what} under way.${words}`;
  return {
    kind: 'engine-died',
    error: {
      name: 'LabError',
      code: 'lost',
      message: gaveUp
        ? `${ended} It has ended ${mostDeaths} times in a row before a run came to a checkpoint, so the queue is paused.`
        : ended,
      nextStep: gaveUp
        ? 'Run the doctor, then resume the runs and the queue.'
        : 'Resume what was under way; it goes on from its last checkpoint. The rest of the queue goes on by itself.',
    },
    runs: members.map(({ runId, title }) => ({ id: runId, title, resumable: true })),
  };
}
