import type { ProfileFit } from '../../contract/profile-fit.ts';
import type { ConductanceMeasurements } from './measurements.ts';
import { formatShort } from '../../contract/text/digits.ts';
import { polynomialAt } from './polynomial.ts';

/** Places that a fit is looked at, from no conductance to the largest. */
const places = Array.from({ length: 101 }, (_, index) => index / 100);

/** What a reader must know of a fit of conductances before trusting it, a sentence each. */
export function conductanceWarnings(
  fit: ProfileFit,
  fullScale: number,
  values: ConductanceMeasurements['values'],
): readonly string[] {
  return [
    ...sizeWarnings(fit, fullScale),
    ...rangeWarnings(fit, fullScale, values.conductance),
    ...signWarnings(fit),
    ...scatterWarnings(fit),
    ...biasWarnings(fit),
    ...(values.form === 'pairs' || values.count !== undefined
      ? []
      : [
          'The file does not say how many errors are behind each standard deviation, so all count alike, relative to their size.',
        ]),
  ];
}

/** Of the largest conductance; a device that errs less is less than a device is known to. */
const leastDeviation = 5e-5;

/** Errors that no device has: those of another unit, or of another column. */
function sizeWarnings({ points, fullScale }: ProfileFit, largest: number): readonly string[] {
  const deviation = Math.max(...points.map(({ y }) => y));
  if (deviation <= 1 && deviation >= leastDeviation) return [];
  const unit = fullScale?.unit ?? '';
  const own = (value: number): string => `${formatShort(value, 3)}${unit === '' ? '' : ` ${unit}`}`;
  const sizes = `the standard deviation of the errors reaches ${own(deviation * largest)}, which is ${formatShort(deviation, 3)} times the largest conductance of ${own(largest)}`;
  const meaning =
    deviation > 1 ? 'Nothing is left of a weight with such noise' : 'Such noise is next to nothing for a weight';
  return [
    `${meaning}: ${sizes}. Check the columns and their units; where these differ, the header names both, as in \`conductance (uS)\` and \`error (nS)\`.`,
  ];
}

function rangeWarnings({ points }: ProfileFit, fullScale: number, conductance: readonly number[]): readonly string[] {
  const lowest = Math.min(...points.map(({ x }) => x));
  const largest = conductance.reduce((most, value) => Math.max(most, value), 0) / fullScale;
  return [
    ...(lowest > 0.1
      ? [
          `Nothing was measured below ${percent(lowest)} of the largest conductance: the noise of smaller weights is extrapolated.`,
        ]
      : []),
    ...(largest < 0.95
      ? [
          `Nothing was measured above ${percent(largest)} of the largest conductance: the noise of larger weights is extrapolated.`,
        ]
      : []),
    ...(largest > 1.000001
      ? [
          `Some conductances, up to ${formatShort(largest * fullScale, 3)}, lie above the one that was given as the largest, ${formatShort(fullScale, 3)}; weights never get there.`,
        ]
      : []),
  ];
}

function signWarnings({ coefficients }: ProfileFit): readonly string[] {
  const values = coefficients.map(({ value }) => value);
  const below = places.filter((place) => polynomialAt(values, place) < 0);
  if (below.length === 0) return [];
  const [from, to] = [below[0]!, below.at(-1)!];
  const where = from === to ? `at ${percent(from)}` : `from ${percent(from)} to ${percent(to)}`;
  return [`The fit is below 0 ${where} of the largest conductance and counts as 0 there.`];
}

function scatterWarnings({ reducedChiSquared, freedom, errorScale }: ProfileFit): readonly string[] {
  if (reducedChiSquared === undefined || errorScale === undefined) return [];
  if (reducedChiSquared <= 1 + 3 * Math.sqrt(2 / freedom)) return [];
  return [
    `The points scatter ${errorScale.toFixed(1)} times as much as their counts explain; the standard errors are that much wider. Another degree may describe them better.`,
  ];
}

/** A profile has no offset: what it leaves out is said where it can be told from 0 and matters beside the noise. */
function biasWarnings({ points }: ProfileFit): readonly string[] {
  const biased = points.filter(({ meanError = 0, count = 0, y }) => {
    const size = Math.abs(meanError);
    return size > (4 * y) / Math.sqrt(count) && size > 0.2 * y;
  });
  if (biased.length === 0) return [];
  const largest = Math.max(...biased.map(({ meanError = 0 }) => Math.abs(meanError)));
  return [
    `The mean error is not 0 at ${biased.length} of ${points.length} conductances (up to ${percent(largest)} of the largest): a systematic error, which the profile does not have.`,
  ];
}

const percent = (fraction: number): string => `${Number((100 * fraction).toPrecision(3))} %`;
