import { methodLabel } from './method-label.ts';
import { networkTitle } from './network-title.ts';
import type { MethodComparison } from './results.ts';
import { methodArchitecture, type MethodSpecification, type SensitivityMetric } from './specification.ts';

/** Without spaces, at which names are broken and shortened in print. */
const equals = (name: string, value: number | string): string => `${name}=${value}`;

const scores: Readonly<Record<SensitivityMetric, string>> = {
  std: 'std',
  'std-normalised': 'normalised std',
  kl: 'KL',
  'kl-histogram': 'KL (histogram)',
};

/**
 * What a method is called where people read it in print: its own label, or its name with what sets it apart, for example
 * `SAFT, k=7, scored by KL` or `LaNMax, λ=1, 4 banks · Wide ResNet-10-2`. `methodLabel` is what machines know it by.
 */
export function methodTitle(method: MethodSpecification): string {
  if (method.label !== undefined) return method.label;
  const architecture = methodArchitecture(method);
  return architecture === undefined ? bareTitle(method) : `${bareTitle(method)} · ${networkTitle(architecture)}`;
}

/** Without the network, where that is said beside it. */
export function bareTitle(method: MethodSpecification): string {
  return method.label ?? partsOf(method).join(', ');
}

/** Of a method of a comparison; its label where no more is known of it. */
export function titleOfMethod({ label, configuration }: Pick<MethodComparison, 'label' | 'configuration'>): string {
  // A comparison may be older than the way its labels are made
  return configuration === undefined || methodLabel(configuration) !== label ? label : methodTitle(configuration);
}

const rateOf = (rate: number | undefined): readonly string[] => (rate === undefined ? [] : [equals('p', rate)]);

function partsOf(method: MethodSpecification): readonly string[] {
  switch (method.method) {
    case 'plain':
      return ['plain training'];
    case 'noise-injection':
      return ['noise injection', ...rateOf(method.rate)];
    case 'saft':
      return [
        'SAFT',
        ...layersOf(method),
        ...(method.batchNorm === 'with-layer' ? ['batch-norm with layer'] : []),
        ...rateOf(method.rate),
      ];
    case 'reliable':
      return ['reliable memory', ...(method.storage === 'profile' ? [] : [method.storage])];
    case 'uniform-bsc': {
      const { trainRate, testRate = trainRate } = method;
      return ['uniform rate', equals('p', trainRate), ...(testRate === trainRate ? [] : [`used at ${testRate}`])];
    }
    case 'lanmax':
      return [
        'LaNMax',
        equals('λ', method.tradeoff),
        ...(method.surrogate === 'difference' ? ['difference'] : []),
        ...(method.space === 'logarithmic' ? ['ln p'] : []),
        ...(method.banks === undefined ? [] : [`${method.banks} ${method.banks === 1 ? 'bank' : 'banks'}`]),
      ];
  }
}

function layersOf({ layers }: Extract<MethodSpecification, { method: 'saft' }>): readonly string[] {
  if ('names' in layers) return [`${layers.names.length} chosen ${layers.names.length === 1 ? 'layer' : 'layers'}`];
  return [equals('k', layers.k), ...(layers.by === 'std' ? [] : [`scored by ${scores[layers.by]}`])];
}
