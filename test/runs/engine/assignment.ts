import type { RunAssignment, RunEvent } from '../../../main/contract/run.ts';
import { configurationOf, smallStudy } from '../job/bench.ts';

/** A training run that takes seconds, in steps of milliseconds. */
export function longAssignment(runId: number, incomingFolder: string): RunAssignment {
  const { training } = smallStudy();
  const study = smallStudy({ training: { ...training, epochs: 1000 } });
  return { runId, configuration: configurationOf(study, 'train'), incomingFolder };
}

export function shortAssignment(runId: number, incomingFolder: string): RunAssignment {
  const study = smallStudy({ training: { ...smallStudy().training, epochs: 1 } });
  return { runId, configuration: configurationOf(study, 'train'), incomingFolder };
}

export const isTraining = (event: RunEvent): boolean => event.type === 'metrics' || event.type === 'checkpoint';
