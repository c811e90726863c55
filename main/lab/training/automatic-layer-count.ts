import type { SensitivityScore } from '../../contract/run.ts';

/** What lies no farther below the line than this lies on it. */
const ROUNDING = 1e-9;

/**
 * How many of the ranked layers to train, when the user leaves it open. SAFT's authors chose k by looking at the plot and
 * leave a rule to future work; this rule is ours:
 *
 * 1. The knee. Scores in descending order are scaled to the unit square; the knee is the layer farthest below the straight
 *    line from the first to the last (Satopaa et al. 2011, "Finding a Kneedle in a Haystack", without smoothing). Layers
 *    before it are chosen.
 * 2. Ties. A layer whose score does not differ from the last chosen one by more than two standard errors of the
 *    difference is chosen too, because another draw could have swapped them.
 *
 * Where no layer lies below the line there is no knee, and no reason to freeze one rather than another: all train.
 *
 * @param ranked one metric, highest first
 * @returns between 1 and the number of layers
 */
export function automaticLayerCount(ranked: readonly SensitivityScore[]): { count: number; reason: string } {
  const n = ranked.length;
  const highest = ranked[0].value;
  const spread = highest - ranked[n - 1].value;
  let knee = n;
  let depth = ROUNDING;
  ranked.forEach((score, i) => {
    const below = 1 - i / (n - 1) - (score.value - ranked[n - 1].value) / spread;
    if (below > depth) {
      depth = below;
      knee = i;
    }
  });
  if (knee === n) {
    return { count: n, reason: `all ${n} layers, whose scores show no knee` };
  }
  const last = ranked[knee - 1];
  let count = knee;
  while (count < n && isTied(last, ranked[count])) {
    count++;
  }
  const ties = count > knee ? `, and ${count - knee} more within two standard errors` : '';
  return { count, reason: `${count} of ${n} layers: ${knee} before the knee of the scores${ties}` };
}

function isTied(a: SensitivityScore, b: SensitivityScore): boolean {
  const standardError = Math.hypot(a.standardError, b.standardError);
  return Number.isFinite(standardError) && a.value - b.value <= 2 * standardError;
}
