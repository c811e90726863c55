import type { Estimate } from '../../../../main/contract/estimate.ts';
import type { FrontReading } from '../../../../main/contract/front-results.ts';
import { methodLabel } from '../../../charts/method-style.ts';
import { fixed, significant } from '../../../charts/digits.ts';
import { formatCount } from '../../../charts/number-format.ts';
import type { FrontPair } from './front-pair.ts';
import { confidenceText, factorText, intervalText } from '../text/estimate-text.ts';

/** What a cursor says: a number to be seen from afar, what it means, and how sure it is. */
export interface ReadingText {
  /** `1.15 [1.06, 1.31]`; undefined where there is nothing to read */
  readonly value?: string;
  readonly unit: string;
  readonly sentence: string;
  readonly sureness: string;
}

/** `LaNMax against Uniform rate` */
export function pairName({ method, against }: FrontPair): string {
  return `${methodLabel(method)} against ${methodLabel(against)}`;
}

const percent = (fraction: number, digits: (value: number) => string): string => `${digits(100 * fraction)}\u202f%`;
const accuracyOf = (fraction: number): string => percent(fraction, (value) => fixed(value, 2));
const energyOf = (fraction: number): string => percent(fraction, (value) => significant(value));

function sureness({ confidence, n, low, high }: Estimate, definedShare: number, what: string): string {
  const share = `${significant(100 * definedShare)}\u202f%`;
  const reached = definedShare < 1 ? ` Both fronts ${what} in ${share} of them.` : '';
  if (Number.isNaN(low) && Number.isNaN(high)) {
    return 'No interval: a configuration of these fronts has a single seed.';
  }
  return `${confidenceText([{ confidence }])} interval of ${formatCount(n)} bootstrap resamples of seeds and noise draws.${reached}`;
}

/** Energy at the same accuracy. */
export function savingText({ method, against, saving }: FrontReading): ReadingText | undefined {
  if (saving === undefined) return undefined;
  const { accuracy, energies, factor, definedShare } = saving;
  const [own, other] = [methodLabel(method), methodLabel(against)];
  const at = `At ${accuracyOf(accuracy)} accuracy`;
  const unit = 'times less energy';
  const told = sureness(factor, definedShare, 'reach this accuracy');
  if (energies.method === undefined || energies.against === undefined) {
    const missing = [
      ...(energies.method === undefined ? [own] : []),
      ...(energies.against === undefined ? [other] : []),
    ];
    return {
      unit,
      sentence: `${at} is more than ${missing.join(' and ')} ${missing.length > 1 ? 'reach' : 'reaches'}.`,
      sureness: told,
    };
  }
  return {
    value: factorText(factor),
    unit,
    sentence: `${at} ${own} needs ${energyOf(energies.method)} of the reference’s energy, ${other} ${energyOf(energies.against)}.`,
    sureness: told,
  };
}

/** Accuracy for the same energy. */
export function gainText({ method, against, gain }: FrontReading): ReadingText | undefined {
  if (gain === undefined) return undefined;
  const { energy, accuracies, gain: difference, definedShare } = gain;
  const [own, other] = [methodLabel(method), methodLabel(against)];
  const at = `For ${energyOf(energy)} of the reference’s energy`;
  const unit = 'points of accuracy';
  const told = sureness(difference, definedShare, 'have a point as cheap');
  if (accuracies.method === undefined || accuracies.against === undefined) {
    const missing = [
      ...(accuracies.method === undefined ? [own] : []),
      ...(accuracies.against === undefined ? [other] : []),
    ];
    return {
      unit,
      sentence: `${at} ${missing.join(' and ')} ${missing.length > 1 ? 'have' : 'has'} no point as cheap.`,
      sureness: told,
    };
  }
  return {
    value: intervalText(difference, 100),
    unit,
    sentence: `${at} ${own} reaches ${accuracyOf(accuracies.method)}, ${other} ${accuracyOf(accuracies.against)}.`,
    sureness: told,
  };
}
