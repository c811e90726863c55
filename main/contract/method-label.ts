import { methodArchitecture, type LayerChoice, type MethodSpecification } from './specification.ts';

/**
 * What a method is called in tables: its own label, or its name with what sets it apart, for example `SAFT k=7 by kl`,
 * `uniform p=0.01, used at 0.001` or `LaNMax λ=1, 4 banks · wide-resnet-10-2`.
 */
export function methodLabel(method: MethodSpecification): string {
  if (method.label !== undefined) return method.label;
  const architecture = methodArchitecture(method);
  return architecture === undefined ? ownName(method) : `${ownName(method)} · ${architecture}`;
}

/** A method's label without the network, where that is said beside it. */
export function withoutNetwork(label: string, network: string): string {
  const ending = ` · ${network}`;
  return label.endsWith(ending) ? label.slice(0, -ending.length) : label;
}

function ownName(method: MethodSpecification): string {
  switch (method.method) {
    case 'plain':
      return 'plain training';
    case 'noise-injection':
      return `noise injection${method.rate === undefined ? '' : ` p=${method.rate}`}`;
    case 'saft':
      return [
        `SAFT ${layerChoice(method.layers)}`,
        ...(method.batchNorm === 'with-layer' ? ['batch-norm with layer'] : []),
        ...(method.rate === undefined ? [] : [`p=${method.rate}`]),
      ].join(', ');
    case 'reliable':
      return method.storage === 'profile' ? 'reliable' : `reliable ${method.storage}`;
    case 'uniform-bsc': {
      const { trainRate, testRate = trainRate } = method;
      return `uniform p=${trainRate}${testRate === trainRate ? '' : `, used at ${testRate}`}`;
    }
    case 'lanmax':
      return [
        `LaNMax λ=${method.tradeoff}`,
        ...(method.surrogate === 'difference' ? ['difference'] : []),
        ...(method.space === 'logarithmic' ? ['ln p'] : []),
        ...(method.banks === undefined ? [] : [`${method.banks} ${method.banks === 1 ? 'bank' : 'banks'}`]),
      ].join(', ');
  }
}

function layerChoice(layers: LayerChoice): string {
  if ('names' in layers) return `${layers.names.length} chosen ${layers.names.length === 1 ? 'layer' : 'layers'}`;
  return `k=${layers.k}${layers.by === 'std' ? '' : ` by ${layers.by}`}`;
}
