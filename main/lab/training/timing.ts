import type { StepTiming } from '../../contract/run.ts';
import type { EngineSession, Program, Values } from '../ops/engine.ts';
import { median } from '../statistics/summary.ts';
import { fullPlan } from './plan.ts';
import { trainingStepProgram, type StepOptions } from './step.ts';

type Part = 'forward' | 'noise' | 'input-gradients' | 'weight-gradients' | 'update' | 'full';
export type TimedSteps = Partial<Record<`time:${Part}`, Program>>;

/**
 * Programs whose differences are the parts of a step: each does what the one before does and one part more. `full` is the
 * whole step with everything trained, for comparison; left out where the plan trains everything already.
 */
export function timedStepPrograms(options: StepOptions): TimedSteps {
  const step = (extent: StepOptions['extent'], changed: Partial<StepOptions> = {}) =>
    trainingStepProgram({ ...options, ...changed, extent });
  const everything = fullPlan(options.network);
  const trainsEverything =
    options.plan.frozen.length === 0 && options.plan.trainedBatchNorms.length === everything.trainedBatchNorms.length;
  return {
    'time:forward': step('forward', { profile: undefined }),
    ...(options.profile === undefined ? {} : { 'time:noise': step('forward') }),
    'time:input-gradients': step('input-gradients'),
    'time:weight-gradients': step('weight-gradients'),
    'time:update': step('update'),
    ...(trainsEverything ? {} : { 'time:full': step('update', { plan: everything }) }),
  };
}

/**
 * Times the parts of a step in turn, so that a drift of the machine's speed falls on all of them alike, and takes medians.
 * The first round is not counted.
 *
 * @param programs those of {@link timedStepPrograms} that the session was opened with
 * @param now milliseconds since some fixed moment; the science has no clock of its own
 */
export async function timeSteps(
  session: EngineSession,
  programs: TimedSteps,
  inputs: Readonly<Record<string, Values>>,
  samples: number,
  now: () => number,
  onRound?: (done: number) => void | Promise<void>,
): Promise<StepTiming> {
  const names = Object.keys(programs) as (keyof TimedSteps)[];
  const times = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round <= samples; round++) {
    for (const name of names) {
      const start = now();
      await session.run(name, inputs);
      if (round > 0) {
        times.get(name)!.push(now() - start);
      }
    }
    await onRound?.(round);
  }
  const at = (part: Part): number | undefined => {
    const values = times.get(`time:${part}`);
    return values === undefined ? undefined : median(values);
  };
  const forward = at('forward')!;
  const noisy = at('noise') ?? forward;
  const withInputs = at('input-gradients')!;
  const withWeights = at('weight-gradients')!;
  const total = at('update')!;
  const batch = inputs['labels'].length;
  // Parts are differences of medians: a part that costs less than the spread may come out below zero
  const part = (later: number, earlier: number): number => Math.max(0, later - earlier);
  return {
    forwardMs: forward,
    noiseMs: part(noisy, forward),
    inputGradientsMs: part(withInputs, noisy),
    weightGradientsMs: part(withWeights, withInputs),
    updateMs: part(total, withWeights),
    totalMs: total,
    fullStepMs: at('full') ?? total,
    samples,
    batch,
  };
}
