import type { NetworkInputs } from '../../contract/network-inputs.ts';
import { mostDescribedChannels } from '../network-inputs.ts';

export type Metadata = Readonly<Record<string, string>>;

/** Longer values are not those of a file of ours. */
const longestValue = 2 ** 20;
const mostNames = 10_000;

const ranges: ReadonlyMap<string, NetworkInputs['range']> = new Map([
  ['[0,1]', 'unit'],
  ['own', 'own'],
]);

/**
 * What a network's file says of its inputs, docs/networks.md has the names: metadata of ONNX and of safetensors are both texts.
 *
 * @param isInside the network begins with the normalisation
 */
export function inputMetadata(inputs: NetworkInputs, isInside: boolean): Metadata {
  const { mean, standardDeviation, range, channels, classNames } = inputs;
  return {
    input_layout: 'NCHW',
    input_mean: JSON.stringify(mean),
    input_std: JSON.stringify(standardDeviation),
    input_range: range === 'unit' ? '[0,1]' : 'own',
    input_normalisation: isInside ? 'inside' : 'before',
    ...(channels === undefined ? {} : { input_channels: JSON.stringify(channels) }),
    ...(classNames === undefined ? {} : { class_names: JSON.stringify(classNames) }),
  };
}

/** What {@link inputMetadata} wrote. Nothing where a file does not say it, or as another program would. */
export function inputsOfMetadata(metadata: Metadata): NetworkInputs | undefined {
  const mean = listOf(metadata, 'input_mean', Number.isFinite, mostDescribedChannels);
  const standardDeviation = listOf(metadata, 'input_std', isPositive, mostDescribedChannels);
  const range = ranges.get(textOf(metadata, 'input_range') ?? '');
  if (mean === undefined || range === undefined || standardDeviation?.length !== mean.length) return undefined;
  const channels = listOf(metadata, 'input_channels', isText, mostDescribedChannels);
  const classNames = listOf(metadata, 'class_names', isText, mostNames);
  return {
    mean: mean as number[],
    standardDeviation: standardDeviation as number[],
    range,
    ...(channels?.length === mean.length ? { channels: channels as string[] } : {}),
    ...(classNames === undefined ? {} : { classNames: classNames as string[] }),
  };
}

/** Whether the network of a file begins with the normalisation. */
export const isNormalisedInside = (metadata: Metadata): boolean => textOf(metadata, 'input_normalisation') === 'inside';

/** A value of a length that can be shown or read. */
export function textOf(metadata: Metadata, key: string): string | undefined {
  const value = Object.hasOwn(metadata, key) ? metadata[key] : undefined;
  return value !== undefined && value.length <= longestValue ? value : undefined;
}

const isPositive = (value: unknown): boolean => Number.isFinite(value) && (value as number) > 0;
const isText = (value: unknown): boolean => typeof value === 'string' && value.length <= 200;

function listOf(
  metadata: Metadata,
  key: string,
  isOne: (value: unknown) => boolean,
  most: number,
): unknown[] | undefined {
  try {
    const list: unknown = JSON.parse(textOf(metadata, key) ?? '');
    return Array.isArray(list) && list.length >= 1 && list.length <= most && list.every(isOne) ? list : undefined;
  } catch {
    return undefined;
  }
}
