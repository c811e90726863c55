import type { Memory } from '../contract/memory.ts';
import type { ProfileFit } from '../contract/profile-fit.ts';
import type { Profile } from '../contract/profile.ts';
import { formatRate, formatSignificant } from '../contract/text/digits.ts';
import { fitReport } from './fit-report.ts';
import { textPairs } from './text-table.ts';

/** A profile as text: what it does to weights, where its numbers come from, and the fit behind them where there is one. */
export function profileReport(profile: Profile, title = profile.name ?? 'profile'): string {
  const { description, citation, warnings, fit } = profile;
  const about = [title, ...(description === undefined ? [] : [description])].join('\n');
  const facts = textPairs([
    ['stored as', storedText(profile)],
    ...(profile.memory === undefined ? [] : memoryFacts(profile.memory)),
    ['noise', noiseText(profile, fit)],
    ...(profile.except.length === 0 ? [] : [['ideal layers', profile.except.join(', ')] as const]),
    ...(citation === undefined ? [] : [['source', citation] as const]),
  ]);
  return [
    about,
    facts,
    ...(fit === undefined ? [] : [fitReport(fit)]),
    ...(warnings.length === 0 ? [] : [`Before trusting it\n\n${warnings.map((warning) => `- ${warning}`).join('\n')}`]),
  ].join('\n\n');
}

function storedText({ quantization }: Profile): string {
  if (quantization === undefined) return '32-bit numbers';
  return quantization.scheme === 'binary'
    ? 'binary weights, 1 bit'
    : `${quantization.bits} bits, ${quantization.scheme}`;
}

function memoryFacts({ rate, zeroToOne, oneToZero, energy }: Memory): readonly (readonly [string, string])[] {
  const direction = zeroToOne === oneToZero ? '' : ` (0 to 1 x ${zeroToOne}, 1 to 0 x ${oneToZero})`;
  return [
    ['fault rate', `${formatRate(rate)} of a bit${direction}`],
    ['energy', energyText(energy)],
  ];
}

function energyText(energy: Memory['energy']): string {
  if (typeof energy === 'string') return energy;
  if (energy.model === 'exponential') return `exponential, a = ${energy.a}`;
  if (energy.model === 'csv') return energy.path;
  const rates = energy.points.map(({ rate }) => rate);
  const energies = energy.points.map(({ energy: each }) => each);
  const range = (values: readonly number[]): string =>
    `${formatSignificant(Math.min(...values))} to ${formatSignificant(Math.max(...values))}`;
  return `table of ${energy.points.length} points: ${range(energies)} of a reliable bit at rates of ${range(rates)}`;
}

function noiseText({ weights }: Profile, fit: ProfileFit | undefined): string {
  switch (weights.noise) {
    case 'none':
      return 'none';
    case 'gaussian':
      return `w ${weights.mode === 'additive' ? '+ n' : '(1 + n)'}, n normal, standard deviation ${weights.sigma}${unitText(weights)}`;
    case 'uniform':
      return `w ${weights.mode === 'additive' ? '+ n' : '(1 + n)'}, n uniform in +-${weights.halfRange}${unitText(weights)}`;
    case 'conductance': {
      const terms = weights.coefficients.map(
        (value, power) => `${formatSignificant(value, 4)}${['', ' g', ' g^2'][power]!}`,
      );
      const largest = weights.reference === 'layerMaxAbs' ? 'the layer' : 'each output channel';
      const unit =
        fit?.fullScale === undefined ? '' : ` (${fit.fullScale.value} ${fit.fullScale.unit})`.replace(' )', ')');
      return `w + n u, n normal, standard deviation ${terms.join(' + ').replaceAll('+ -', '- ')}; g = |w| / u, u = max|w| of ${largest}${unit}`;
    }
  }
}

function unitText({ mode, reference }: { readonly mode: string; readonly reference: string }): string {
  return mode === 'additive' && reference !== 'absolute' ? ` x ${reference}` : '';
}
