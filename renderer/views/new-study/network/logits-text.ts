import type { LogitsCheck } from '../../../../main/contract/network-check.ts';
import { formatCount, formatSignificant } from '../../../charts/number-format.ts';

/** What the comparison with reference logits found, name by name. */
export function logitsFacts(check: LogitsCheck): readonly (readonly [string, string])[] {
  const { images, agreeing, maximumDifference, relativeDifference, engine } = check;
  return [
    [
      'Largest difference of a logit',
      `${formatSignificant(maximumDifference, 2)} (${formatSignificant(relativeDifference, 2)} of the largest)`,
    ],
    ['Same top-1 class', `${formatCount(agreeing)} of ${formatCount(images)} images`],
    ['Computed by', `${engine}, 32-bit numbers`],
  ];
}
