import type { ScheduleSpecification } from '../../contract/specification.ts';

/**
 * Learning rate before a step.
 *
 * @param base the optimiser's rate
 * @param epoch epochs done so far, with the fraction of the current one, in [0, epochs)
 * @param epochs of the whole training
 * @returns base for `constant`; base times factor for every boundary passed (`step`); half a cosine from base to
 *   base times `final` (Loshchilov and Hutter 2017, without restarts)
 */
export function learningRate(schedule: ScheduleSpecification, base: number, epoch: number, epochs: number): number {
  switch (schedule.kind) {
    case 'constant':
      return base;
    case 'step':
      return base * schedule.factor ** schedule.at.filter((boundary) => epoch >= boundary).length;
    case 'cosine': {
      const share = (1 + Math.cos((Math.PI * epoch) / epochs)) / 2;
      return base * (schedule.final + (1 - schedule.final) * share);
    }
  }
}
