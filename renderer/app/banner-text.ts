import type { Banner } from '../../main/contract/workbench/application.ts';

const named = 4;

/** "Run 12 (LaNMax, seed 1), run 13 (SAFT, seed 2) and 3 more" */
export function bannerRuns({ runs }: Pick<Banner, 'runs'>): string {
  const shown = runs.slice(0, named).map(({ id, title }) => `run ${id} (${title})`);
  const more = runs.length - shown.length;
  const text = more === 0 ? shown.join(', ') : `${shown.join(', ')} and ${more} more`;
  return text.replace(/^run/, 'Run');
}

export const resumableRuns = ({ runs }: Pick<Banner, 'runs'>): number[] =>
  runs.filter(({ resumable }) => resumable).map(({ id }) => id);
