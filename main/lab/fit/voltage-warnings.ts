import type { ProfileFit } from '../../contract/profile-fit.ts';
import { formatShort } from '../../contract/text/digits.ts';
import type { RatePoint } from './log-rate-fit.ts';

/**
 * What a reader must know of a fit of fault rates before trusting it, a sentence each.
 *
 * @param options V, where they were asked for
 */
export function voltageWarnings(
  fit: ProfileFit,
  points: readonly RatePoint[],
  { nominalVoltage, atVoltage }: { readonly nominalVoltage?: number; readonly atVoltage?: number },
): readonly string[] {
  const leftOut = fit.points.filter(({ used, count }) => !used && count === undefined).length;
  const contradicted = fit.points.filter(
    ({ y, count, fitted }) => y === 0 && count !== undefined && fitted * count > 3,
  );
  const measured = points.filter(({ rate }) => rate > 0).map(({ voltage }) => voltage);
  const [low, high] = [Math.min(...measured), Math.max(...measured)];
  return [
    ...unitWarnings(points),
    ...saturationWarnings(fit),
    ...curvatureWarnings(fit),
    ...(leftOut > 0
      ? [
          `${pointsText(leftOut)} of rate 0 ${leftOut === 1 ? 'is' : 'are'} left out: without a column \`bits\` a rate of 0 does not say how low the rate is.`,
        ]
      : []),
    ...(contradicted.length > 0
      ? [
          `At ${contradicted.map(({ x }) => `${x} V`).join(', ')} no bit was wrong, where the fit expects more than 3: the rate falls faster there.`,
        ]
      : []),
    ...((fit.extraScatter ?? 0) > 0.5
      ? [
          `Rates scatter around the fit by a factor of ${Math.exp(fit.extraScatter!).toFixed(1)} beyond counting errors.`,
        ]
      : []),
    ...(atVoltage !== undefined && (atVoltage < low || atVoltage > high)
      ? [`${atVoltage} V lies outside the ${low} V to ${high} V at which faults were seen: its rate is extrapolated.`]
      : []),
    ...(nominalVoltage === undefined
      ? [
          `No nominal voltage was given: ${fit.nominalVoltage} V, the largest in the file, counts as the one at which a bit costs 1.`,
        ]
      : []),
  ];
}

/** V: below and above, no memory is supplied with so much. */
const [lowestSupply, highestSupply] = [0.05, 20];

function unitWarnings(points: readonly RatePoint[]): readonly string[] {
  const places = points.map(({ voltage }) => voltage);
  const [low, high] = [Math.min(...places), Math.max(...places)];
  if (high <= highestSupply && high >= lowestSupply) return [];
  return [
    `The voltages go from ${formatShort(low, 3)} V to ${formatShort(high, 3)} V, and memories are supplied with tenths of a volt to some volts. Check the column and its unit, which the header names, as in \`voltage (mV)\`.`,
  ];
}

/** From one half on a bit tells nothing; a line in ln p goes beyond, a device does not. */
function saturationWarnings({ points }: ProfileFit): readonly string[] {
  const beyond = points.filter(({ fitted, used }) => used && fitted > 0.5);
  const highest = beyond.toSorted((first, second) => second.fitted - first.fitted)[0];
  if (highest === undefined) return [];
  return [
    `The fit gives fault rates above 0.5 at ${beyond.length} of ${points.length} voltages, up to ${formatShort(highest.fitted, 3)} at ${formatShort(highest.x, 4)} V, and a bit tells nothing from 0.5 on. Leave out the voltages at which the rate levels off.`,
  ];
}

function curvatureWarnings({ candidates, degree }: ProfileFit): readonly string[] {
  const [line, parabola] = [1, 2].map((each) => candidates.find((candidate) => candidate.degree === each)?.aicc);
  if (line === undefined || parabola === undefined) return [];
  const gain = line - parabola;
  if (degree === 1 && gain > 2) {
    return [
      `A parabola describes the points better than the line (AICc lower by ${gain.toFixed(1)}): degree 2 takes it.`,
    ];
  }
  if (degree === 2 && gain < 0) {
    return [`A line describes the points as well with less (AICc lower by ${(-gain).toFixed(1)}).`];
  }
  return [];
}

const pointsText = (count: number): string => (count === 1 ? 'One point' : `${count} points`);
