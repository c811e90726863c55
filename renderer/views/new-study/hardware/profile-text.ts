import { formatRate } from '../../../../main/contract/text/digits.ts';
import { isMapping } from '../draft/written.ts';

/** A profile in a few words, for lists: `Gaussian, multiplicative, σ = 0.05`, `binary, fault rate 0.01`. */
export function profileText(profile: unknown): string {
  if (!isMapping(profile)) return '';
  const isByVoltage = isMapping(profile.fit) && profile.fit.kind === 'voltage';
  const parts = [
    quantizationText(profile.quantization),
    memoryText(profile.memory),
    isByVoltage ? 'energy by voltage' : undefined,
    noiseText(profile.weights),
  ];
  const said = parts.filter((part) => part !== undefined);
  return said.length === 0 ? 'nothing is disturbed' : said.join('; ');
}

const references: Readonly<Record<string, string>> = {
  absolute: '',
  layerMaxAbs: ' × max|w|',
  layerRange: ' × range',
  layerStd: ' × std(w)',
  channelMaxAbs: ' × max|w| of the channel',
  channelRange: ' × range of the channel',
  channelStd: ' × std(w) of the channel',
};

export function noiseText(weights: unknown): string | undefined {
  if (!isMapping(weights) || weights.noise === undefined || weights.noise === 'none') return undefined;
  if (weights.noise === 'conductance') return conductanceText(weights);
  const isGaussian = weights.noise === 'gaussian';
  const strength = isGaussian ? `σ = ${String(weights.sigma)}` : `r = ${String(weights.halfRange)}`;
  const reference = weights.mode === 'additive' ? (references[String(weights.reference ?? 'absolute')] ?? '') : '';
  return `${isGaussian ? 'Gaussian' : 'uniform'} ${String(weights.mode)}, ${strength}${reference}`;
}

function conductanceText({ coefficients, reference }: Readonly<Record<string, unknown>>): string {
  const terms = Array.isArray(coefficients)
    ? coefficients.map((value, power) => `${short(value)}${['', 'g', 'g²'][power] ?? ''}`)
    : [];
  const channel = reference === 'channelMaxAbs' ? ' of the channel' : '';
  return `by conductance, σ = ${terms.join(' + ').replaceAll('+ -', '− ')} of max|w|${channel}`;
}

const short = (value: unknown): string => (typeof value === 'number' ? formatRate(value) : String(value));

export function quantizationText(quantization: unknown): string | undefined {
  if (!isMapping(quantization)) return undefined;
  if (quantization.scheme === 'binary') return '1 bit a weight';
  const granularity = quantization.granularity === 'channel' ? ', step of each channel' : '';
  return `${String(quantization.bits)} bits, ${String(quantization.scheme ?? 'symmetric')}${granularity}`;
}

export function memoryText(memory: unknown): string | undefined {
  if (!isMapping(memory)) return undefined;
  const { rate = 0, layers, zeroToOne = 1, oneToZero = 1, stuckAt } = memory;
  const own = isMapping(layers) ? Object.keys(layers).length : 0;
  const exceptions = own === 0 ? '' : ` (${own === 1 ? '1 layer has its' : `${own} layers have their`} own)`;
  const direction = zeroToOne === oneToZero ? '' : ` (0→1 × ${String(zeroToOne)}, 1→0 × ${String(oneToZero)})`;
  const stuck = isMapping(stuckAt) ? `, stuck cells ${String(stuckAt.rate)}` : '';
  // Without any rate of its own, a memory is there for methods to choose one
  const isChosen = rate === 0 && own === 0 && stuckAt === undefined;
  return `fault rate ${isChosen ? 'chosen by methods' : String(rate)}${exceptions}${direction}${stuck}`;
}
