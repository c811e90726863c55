import type { LayerConfig } from './layer-config.ts';
import type { Value } from './network-draft.ts';

export function singleInput(config: LayerConfig, inputs: readonly Value[]): Value {
  const [first, ...more] = inputs;
  return first === undefined || more.length > 0
    ? config.refuse(`reads ${inputs.length} layers where it needs one`)
    : first;
}

export function requireImage(config: LayerConfig, { shape }: Value): void {
  if (shape.length !== 3) config.refuse('needs an image [height, width, channels] and reads a vector');
}

export function requireChannelsLast(config: LayerConfig): void {
  const format = config.text('data_format', 'channels_last');
  if (format !== 'channels_last' && format !== 'channelsLast')
    config.refuse(`has the data format \`${format}\`, not channels_last`);
}
