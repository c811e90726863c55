import { LabError } from '../../contract/errors.ts';
import type { FrontComparison } from '../../contract/front-results.ts';
import type { WorkbenchHandlers } from '../handler-types.ts';
import type { Comparisons } from './comparisons.ts';
import { frontReader } from './front-reading.ts';

/** What a study has shown so far. */
export function studyComparison(
  comparisons: Comparisons,
): Pick<WorkbenchHandlers, 'studies.compare' | 'studies.front-reading'> {
  /** Resampling takes as long as comparing; a reading of what is there a millisecond */
  let last: { readonly fronts: FrontComparison; readonly read: ReturnType<typeof frontReader> } | undefined;

  return {
    'studies.compare': ({ id, network }, call) => comparisons.of(id, network, call),
    async 'studies.front-reading'({ id, network, ...question }, call) {
      const { fronts } = await comparisons.of(id, network, call);
      if (fronts === undefined) {
        throw new LabError(
          'not-found',
          `Study ${id} has no fronts: no finished run of it stores its weights in a memory.`,
          'Choose a study with a memory profile.',
        );
      }
      if (last?.fronts !== fronts) last = { fronts, read: frontReader(fronts) };
      return last.read(question);
    },
  };
}
