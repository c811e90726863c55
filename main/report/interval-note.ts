import type { Estimate } from '../contract/estimate.ts';
import { confidenceLevels } from '../contract/text/estimate-text.ts';

/** What `±` means in a table on the terminal. */
export function intervalNote(estimates: readonly Estimate[]): string {
  return estimates.length === 0 ? '' : `± is half of the ${confidenceLevels(estimates)} confidence interval.`;
}
