import * as rules from '../../main/contract/text/digits.ts';
import { typographicNumbers } from '../../main/contract/text/number-signs.ts';

/*
 * The digits of `lab compare` and of exports, which a reader has beside this on paper: the same number is the same text in
 * all of them. Signs are typographic here.
 */

/** With so many decimals; no zero is negative. */
export const fixed = (value: number, decimals: number): string => typographicNumbers(rules.fixed(value, decimals));

/** Three significant digits without an exponent, for magnitudes from 1e-4 to 1e6; with one elsewhere. */
export const significant = (value: number, digits = 3): string =>
  typographicNumbers(rules.formatSignificant(value, digits));

/** A rate that was chosen, without more digits than it has: `0.001`, `0.0316`, `1e−7`; three at most. */
export const rateText = (rate: number): string => typographicNumbers(rules.formatRate(rate));

/** `96.82 ± 0.34`. Without a usable uncertainty (none, zero, infinite, NaN) the value alone with `decimals` places. */
export const withUncertainty = (value: number, uncertainty: number | undefined, decimals = 2): string =>
  typographicNumbers(rules.formatWithUncertainty(value, uncertainty, '', decimals));
