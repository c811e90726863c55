import type { PaperClaims, ReproducedQuantity, Reproduction } from '../../contract/reproduction.ts';
import type { Estimate } from '../../contract/estimate.ts';
import type { AccuracyGain, EnergySaving } from '../../contract/front-results.ts';
import type { StudyComparison } from '../../contract/results.ts';
import type { Specification } from '../../contract/specification.ts';
import { fixed, formatSignificant } from '../../contract/text/digits.ts';
import { bareEstimate, scaledEstimate } from './scaled-estimate.ts';
import { studySettings } from './study-settings.ts';

type Claim = PaperClaims['claims'][number];

/**
 * What LaNMax's paper says of its fronts beside a study's. Savings are read off at the highest accuracy that both fronts
 * reach in all resamples, which is where the paper reads them, and where they are largest within a point of it.
 */
export function reproduceLanmax(
  paper: PaperClaims,
  comparison: StudyComparison,
  specification: Specification,
): Reproduction {
  const savings = comparison.fronts?.savings ?? [];
  const gains = comparison.fronts?.gains ?? [];
  return {
    title: paper.title,
    citation: paper.citation,
    quantities: paper.claims.flatMap((claim) =>
      claim.quantity === 'saving' ? savingsOf(claim, savings) : gainOf(claim, gains),
    ),
    settings: studySettings(paper.setting, comparison, specification),
    reconstructed: paper.reconstructed,
  };
}

const isOf =
  ({ method, against }: Claim) =>
  (pair: { readonly method: string; readonly against: string }) =>
    pair.method === method && pair.against === against;

function savingsOf(claim: Claim, savings: readonly EnergySaving[]): readonly ReproducedQuantity[] {
  const what = `less energy: ${claim.method} than ${claim.against}`;
  const paper = { value: claim.value, label: `${claim.at}; ${claim.label}` };
  const read = savings.filter(isOf(claim)).filter(({ factor }) => isBounded(factor));
  const best = read.toSorted((a, b) => b.accuracy - a.accuracy)[0];
  if (best === undefined) return [{ what, unit: 'times', paper }];
  const quantity = ({ accuracy, factor }: EnergySaving, where: string): ReproducedQuantity => ({
    ...{ what, unit: 'times', paper, ours: factor },
    at: `${where}, ${fixed(100 * accuracy, 2)} %`,
  });
  const near = read.filter(({ accuracy }) => accuracy >= best.accuracy - 0.01);
  const largest = near.reduce((most, each) => (each.factor.value > most.factor.value ? each : most));
  return [
    quantity(best, 'at the highest accuracy both reach'),
    ...(largest === best ? [] : [quantity(largest, 'largest within a point of it')]),
  ];
}

function gainOf(claim: Claim, gains: readonly AccuracyGain[]): readonly ReproducedQuantity[] {
  const what = `more accuracy: ${claim.method} than ${claim.against}`;
  const paper = { value: claim.value, label: `${claim.at}; ${claim.label}` };
  const read = gains.filter(isOf(claim)).filter(({ gain }) => isBounded(gain));
  if (read.length === 0) return [{ what, unit: 'points', paper }];
  const largest = read.reduce((most, each) => (each.gain.value > most.gain.value ? each : most));
  const mean = read.reduce((sum, { gain }) => sum + gain.value, 0) / read.length;
  const at = (energy: number) => `${formatSignificant(100 * energy)} %`;
  const energies = read.map(({ energy }) => energy);
  return [
    {
      ...{ what, unit: 'points', paper, ours: bareEstimate(100 * mean, scaledEstimate(largest.gain, 100)) },
      at: `mean over energies from ${at(Math.min(...energies))} to ${at(Math.max(...energies))}`,
    },
    {
      ...{ what, unit: 'points', paper, ours: scaledEstimate(largest.gain, 100) },
      at: `largest, at ${at(largest.energy)} energy`,
    },
  ];
}

/** A factor from 0 upwards says only that a front does not reach so far in some of the resamples. */
function isBounded({ value, low, high }: Estimate): boolean {
  return Number.isFinite(value) && Number.isFinite(low) && Number.isFinite(high) && !(low === 0 && value > 0);
}
