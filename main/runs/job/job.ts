import { LabError } from '../../contract/errors.ts';
import type { RunAssignment, RunEvent } from '../../contract/run.ts';
import type { Engine } from '../../lab/ops/engine.ts';
import type { ProgressMeter } from './progress-meter.ts';

/** What a job may use of the world around it. */
export interface JobContext {
  readonly assignment: RunAssignment;
  readonly engine: Engine;
  readonly progress: ProgressMeter;
  emit(event: RunEvent): void;
  /** Has somebody asked to stop? Asked between steps. */
  stopRequested(): boolean;
  /** Milliseconds since some fixed moment */
  now(): number;
}

/** Ends a job that was asked to stop; what was recorded stays. */
export class StopRequested extends Error {}

/** @throws StopRequested */
export function checkStop(context: JobContext): void {
  if (context.stopRequested()) {
    throw new StopRequested();
  }
}

/** @throws LabError 'not-finite', naming where it was seen */
export function requireFinite(value: number, what: string): void {
  if (!Number.isFinite(value)) {
    throw new LabError(
      'not-finite',
      `Training diverged: ${what} is ${value}.`,
      'Lower the learning rate or the noise, and run again.',
    );
  }
}
