import type { MethodSpecification } from '../../contract/specification.ts';

/** What a method is called in tables: its own label, or its name with what sets it apart, for example `SAFT k=7 by kl`. */
export function methodLabel(method: MethodSpecification): string {
  if (method.label !== undefined) return method.label;
  if (method.method === 'plain') return 'plain training';
  if (method.method === 'noise-injection') return 'noise injection';
  const { layers } = method;
  const choice =
    'names' in layers
      ? `${layers.names.length} chosen ${layers.names.length === 1 ? 'layer' : 'layers'}`
      : `k=${layers.k}${layers.by === 'std' ? '' : ` by ${layers.by}`}`;
  return `SAFT ${choice}${method.batchNorm === 'with-layer' ? ', batch-norm with layer' : ''}`;
}
