import type { DataSpecification } from '../contract/data.ts';
import type { NetworkInputs } from '../contract/network-inputs.ts';
import type { DataSet } from './data-set.ts';

/** Channels that are described; rows of more features are not told one by one. */
export const mostDescribedChannels = 4096;

const names: Readonly<Record<number, readonly string[]>> = { 1: ['grey'], 3: ['red', 'green', 'blue'] };

/** Arrays of other programs do not say what their channels are. */
function channelNames({ training }: DataSet, source: DataSpecification['source']): readonly string[] | undefined {
  if (training.features !== undefined) return training.features;
  return source === 'npz' ? undefined : names[training.shape[2]];
}

/** How a study gives the images of a set to its network; undefined of rows with very many features. */
export function networkInputs(set: DataSet, { source }: Pick<DataSpecification, 'source'>): NetworkInputs | undefined {
  const { mean, standardDeviation } = set.normalisation;
  if (mean.length > mostDescribedChannels) return undefined;
  const channels = channelNames(set, source);
  return {
    mean: [...mean],
    standardDeviation: [...standardDeviation],
    range: set.training.pixels instanceof Uint8Array ? 'unit' : 'own',
    ...(channels === undefined ? {} : { channels: [...channels] }),
    classNames: [...set.training.classNames],
  };
}
