import type { Estimate, MethodComparison, ProfileComparison } from '../contract/results.ts';
import { saftBaseline } from '../contract/saft-baseline.ts';
import { halfWidth, intervalNote, percentCell } from './estimate.ts';
import { fixed, formatFactor, formatWithUncertainty } from './format-number.ts';
import { textTable } from './text-table.ts';

function measuredFactor(estimate: Estimate | undefined): string {
  if (estimate === undefined) return '';
  const uncertainty = halfWidth(estimate);
  const known = Number.isFinite(uncertainty) && uncertainty > 0;
  return known ? `${formatWithUncertainty(estimate.value, uncertainty)}×` : formatFactor(estimate.value);
}

/** FP32 and untrained accuracy are those of the rungs `clean` and `noisy`. */
function rung(profile: ProfileComparison, stage: 'clean' | 'noisy'): Estimate | undefined {
  return profile.ladder.find((each) => each.stage === stage)?.accuracy;
}

/**
 * SAFT's Table 1 (arXiv:2306.03076): FP32, untrained, noise injection, SAFT, and the speed-up; one row for each profile
 * and SAFT method. The speed-up is the measured one, beside what the arithmetic allows; never the paper's.
 */
export function saftTable(profiles: readonly ProfileComparison[]): string {
  const several = profiles.some(({ methods }) => methods.filter(({ method }) => method === 'saft').length > 1);
  const rows = profiles.flatMap((profile) => {
    const injections = profile.methods.filter(({ method }) => method === 'noise-injection');
    const candidates: readonly (MethodComparison | undefined)[] = profile.methods.filter(
      ({ method }) => method === 'saft',
    );
    return (candidates.length === 0 ? [undefined] : candidates).map((saft) => [
      profile.label,
      several ? (saft?.label ?? '') : '',
      percentCell(rung(profile, 'clean')),
      percentCell(rung(profile, 'noisy')),
      percentCell(saftBaseline(saft, injections)?.recovered),
      percentCell(saft?.recovered),
      measuredFactor(saft?.speedup),
      saft?.plan === undefined ? '' : `${fixed(saft.plan.speedupBound, 2)}×`,
    ]);
  });
  const columns = ['FP32 %', 'untrained %', 'noise injection %', 'SAFT %', 'measured speed-up', 'arithmetic bound'];
  const table = textTable(
    [{ title: 'profile' }, { title: 'method' }, ...columns.map((title) => ({ title, align: 'right' as const }))],
    rows,
  );
  const estimates = profiles.flatMap((profile) => profile.ladder.map(({ accuracy }) => accuracy));
  return `${table}\n${intervalNote(estimates)}`.trimEnd();
}
