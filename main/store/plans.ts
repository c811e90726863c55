import type { TrainingPlan } from '../contract/run.ts';
import type { Connection } from './connection.ts';
import { fromNullable } from './measurement.ts';

export interface PlanRepository {
  ofRun(runId: number): TrainingPlan | undefined;
}

/** One plan a run: a later one replaces it. */
export function savePlan(connection: Connection, runId: number, plan: TrainingPlan): void {
  connection.run(
    `INSERT INTO plans (run_id, trained, frozen, trained_batch_norms, reason, speedup_bound)
     VALUES (@runId, @trained, @frozen, @trainedBatchNorms, @reason, @speedupBound)
     ON CONFLICT DO UPDATE SET trained = excluded.trained, frozen = excluded.frozen,
       trained_batch_norms = excluded.trained_batch_norms, reason = excluded.reason,
       speedup_bound = excluded.speedup_bound`,
    {
      runId,
      trained: JSON.stringify(plan.trained),
      frozen: JSON.stringify(plan.frozen),
      trainedBatchNorms: JSON.stringify(plan.trainedBatchNorms),
      reason: plan.reason,
      speedupBound: plan.speedupBound,
    },
  );
}

interface PlanRow {
  readonly trained: string;
  readonly frozen: string;
  readonly trainedBatchNorms: string;
  readonly reason: string;
  readonly speedupBound: number | null;
}

/** Reads which layers a run trains, and why. */
export function planRepository(connection: Connection): PlanRepository {
  return {
    ofRun(runId) {
      const row = connection.get<PlanRow>(
        `SELECT trained, frozen, trained_batch_norms AS trainedBatchNorms, reason, speedup_bound AS speedupBound
         FROM plans WHERE run_id = @runId`,
        { runId },
      );
      if (row === undefined) return undefined;
      return {
        trained: JSON.parse(row.trained) as string[],
        frozen: JSON.parse(row.frozen) as string[],
        trainedBatchNorms: JSON.parse(row.trainedBatchNorms) as string[],
        reason: row.reason,
        speedupBound: fromNullable(row.speedupBound),
      };
    },
  };
}
