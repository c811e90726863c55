import type { Memory } from '../../../main/contract/memory.ts';
import type { NoiseReference, Profile, Quantization, WeightNoise } from '../../../main/contract/profile.ts';
import { rateText } from '../../charts/digits.ts';
import { formatSignificant } from '../../charts/number-format.ts';
import { energyText } from '../new-study/hardware/energy-summary.ts';

/** A part of the hardware, and what it does, in a sentence. */
export interface ProfileFact {
  readonly name: string;
  readonly text: string;
}

/**
 * What a profile does to the weights, in the order in which it does it.
 *
 * @param energyTitle of an energy model that goes by a name
 */
export function profileFacts(
  { quantization, memory, weights, except }: Profile,
  energyTitle: (name: string) => string,
): readonly ProfileFact[] {
  return [
    { name: 'Stored as', text: storedText(quantization) },
    { name: 'Memory', text: memory === undefined ? 'Makes no errors.' : faultsText(memory) },
    ...(memory?.stuckAt === undefined ? [] : [{ name: 'Stuck cells', text: stuckText(memory.stuckAt) }]),
    { name: 'Noise', text: noiseText(weights) },
    ...(except.length === 0
      ? []
      : [{ name: 'Ideal layers', text: `${except.join(', ')}: 32-bit numbers in reliable memory, without noise.` }]),
    ...(memory === undefined ? [] : [{ name: 'Energy of a bit', text: energyOf(memory, energyTitle) }]),
  ];
}

function energyOf({ energy }: Memory, energyTitle: (name: string) => string): string {
  return typeof energy === 'string' ? `${energyTitle(energy)} (${energy}).` : `${energyText(energy)}.`;
}

function storedText(quantization: Quantization | undefined): string {
  if (quantization === undefined) return '32-bit numbers, as they are.';
  if (quantization.scheme === 'binary') {
    const scale = quantization.scale === 'he' ? '√(2 / fan-in)' : 'the mean of |w|';
    return `1 bit a weight: its sign, times ${scale} of the layer. Real weights are kept in ±${quantization.clip} while training.`;
  }
  const { bits, scheme, granularity, rounding } = quantization;
  const step = scheme === 'symmetric' ? 'max|w| / (2^(bits − 1) − 1)' : '(max − min) / (2^bits − 1)';
  const halves = rounding === 'half-even' ? 'to even codes' : 'away from zero';
  return `${bits}-bit integers, ${scheme}: steps of ${step} of each ${granularity}; halves go ${halves}.`;
}

function faultsText({ rate, layers, zeroToOne, oneToZero, encoding }: Memory): string {
  const own = Object.entries(layers).map(([layer, layerRate]) => `${layer} ${rateText(layerRate)}`);
  const others = own.length === 0 ? '' : ` Rates of their own: ${own.join(', ')}.`;
  const codes = encoding === 'offset' ? ' Signed codes are stored as offset binary.' : '';
  if (rate === 0 && own.length === 0) return `No bit is read wrong by itself; methods can choose rates.${codes}`;
  const which = directionText(rate * zeroToOne, rate * oneToZero);
  return `${which}, afresh at every read.${others}${codes}`;
}

function directionText(zeroToOne: number, oneToZero: number): string {
  if (zeroToOne === oneToZero) return `Each stored bit is read wrong with probability ${rateText(zeroToOne)}`;
  if (zeroToOne === 0) return `A stored 1 is read as 0 with probability ${rateText(oneToZero)}, a stored 0 never wrong`;
  if (oneToZero === 0) return `A stored 0 is read as 1 with probability ${rateText(zeroToOne)}, a stored 1 never wrong`;
  return `A stored 0 is read as 1 with probability ${rateText(zeroToOne)}, a 1 as 0 with ${rateText(oneToZero)}`;
}

function stuckText({ rate, toOne, chips }: NonNullable<Memory['stuckAt']>): string {
  const which =
    chips === 'one'
      ? 'The cells are drawn once: training and evaluation see the same chip.'
      : 'Each training step and each evaluation draw is another chip.';
  return `A cell always reads the same with probability ${rateText(rate)}, ${rateText(toOne * 100)} % of them 1. ${which}`;
}

const units: Readonly<Record<NoiseReference, string>> = {
  absolute: 'in the units of the weights',
  layerMaxAbs: 'times the largest |w| of the layer',
  layerRange: 'times the range (max − min) of the layer',
  layerStd: 'times the standard deviation of the layer',
  channelMaxAbs: 'times the largest |w| of each output channel',
  channelRange: 'times the range (max − min) of each output channel',
  channelStd: 'times the standard deviation of each output channel',
};

function noiseText(noise: WeightNoise): string {
  if (noise.noise === 'none') return 'None.';
  if (noise.noise === 'conductance') {
    const terms = noise.coefficients.map(
      (value, power) => `${formatSignificant(value, 3)}${['', ' g', ' g²'][power]!}`,
    );
    const largest = units[noise.reference].replace('times ', '');
    return `w becomes w + n u, n normal, standard deviation σ(g) = ${terms.join(' + ').replaceAll('+ −', '− ')}, at least 0; g = |w| / u, u ${largest}, drawn for each weight at every use.`;
  }
  const drawn =
    noise.noise === 'gaussian'
      ? `n normal, standard deviation σ = ${noise.sigma}`
      : `n uniform in ±${noise.halfRange}, standard deviation ${formatSignificant(noise.halfRange / Math.sqrt(3), 3)}`;
  if (noise.mode === 'multiplicative') return `w becomes w (1 + n), ${drawn}, drawn for each weight at every use.`;
  return `w becomes w + n, ${drawn} ${units[noise.reference]}, drawn for each weight at every use.`;
}
