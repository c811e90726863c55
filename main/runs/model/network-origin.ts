import type { DataSpecification } from '../../contract/data.ts';
import { LabError } from '../../contract/errors.ts';
import type { NetworkInputs, NetworkOrigin } from '../../contract/network-inputs.ts';
import {
  inputsOfMetadata,
  isNormalisedInside,
  type Metadata,
  textOf,
} from '../../data/network-files/network-metadata.ts';
import { formatShort } from '../../contract/text/digits.ts';
import { networkInputs } from '../../data/network-inputs.ts';
import { readDataSet, type ReadingOptions } from '../../data/read-data-set.ts';

const titles = [
  ['study', 'study'],
  ['run', 'run'],
  ['data', 'data'],
  ['noisefloor', 'written by Noisefloor'],
  ['command', 'command'],
] as const;

/** Four digits are what means are usually given with */
const short = (values: readonly number[]): string => values.map((value) => formatShort(value, 4)).join(', ');

/** The first few of many */
const few = (values: readonly string[]): string =>
  values.length > 12 ? `${values.slice(0, 12).join(', ')}, …` : values.join(', ');

/** Letters and marks alone: names of a file are shown on terminals and pages. */
const plain = (text: string): string => text.replace(/\p{C}/gu, '?').slice(0, 500);

/**
 * What a file says of where its network comes from, and of the images it was trained on.
 *
 * @returns undefined where it says nothing of that kind
 */
export function networkOrigin(metadata: Metadata): NetworkOrigin | undefined {
  const inputs = inputsOfMetadata(metadata);
  const isOurs = textOf(metadata, 'noisefloor') !== undefined;
  if (!isOurs && inputs === undefined) return undefined;
  const normalises = isNormalisedInside(metadata);
  const said = titles.flatMap(([key, title]): [string, string][] => {
    const value = textOf(metadata, key);
    return value === undefined ? [] : [[title, plain(value)]];
  });
  const facts = [...said, ...(inputs === undefined ? [] : factsOf(inputs, normalises))];
  return { facts, normalises, warnings: [], ...(inputs === undefined ? {} : { inputs }) };
}

function factsOf(inputs: NetworkInputs, normalises: boolean): [string, string][] {
  const { mean, standardDeviation, range, channels, classNames } = inputs;
  const isMany = mean.length > 12;
  const numbers = isMany
    ? `mean and deviation of ${mean.length} channels`
    : `mean ${short(mean)}, deviation ${short(standardDeviation)}`;
  const values = range === 'unit' ? 'values from 0 to 1' : 'values as they are';
  return [
    ['images', `${values}, ${numbers}, normalised ${normalises ? 'by the network' : 'before the network'}`],
    ...(channels === undefined ? [] : [['channels', plain(few(channels))] as [string, string]]),
    ...(classNames === undefined
      ? []
      : [['classes', `${classNames.length}: ${plain(few(classNames))}`] as [string, string]]),
  ];
}

const unreadable: ReadonlySet<string> = new Set(['missing-file', 'invalid-data-file', 'invalid-argument']);

/**
 * The same with what is different about some data. The data is read, where the file says how its images were normalised.
 *
 * @throws what `options.onProgress` throws. Data that cannot be read is not compared: whoever asks finds that elsewhere
 */
export function comparedOrigin(
  origin: NetworkOrigin | undefined,
  data: DataSpecification | undefined,
  options: ReadingOptions = {},
): NetworkOrigin | undefined {
  if (origin?.inputs === undefined || data === undefined) return origin;
  let present: NetworkInputs | undefined;
  try {
    present = networkInputs(readDataSet(data, options), data);
  } catch (error) {
    if (!(error instanceof LabError) || !unreadable.has(error.code)) throw error;
  }
  return present === undefined ? origin : { ...origin, warnings: inputWarnings(origin, present) };
}

/** Of rounded means and such; images of the same kind with other limits differ by less than this share of a deviation. */
const tolerance = 0.01;

/** Where images of some data would not be what a network was trained on, a sentence each. */
export function inputWarnings({ inputs, normalises }: NetworkOrigin, present: NetworkInputs): string[] {
  if (inputs === undefined) return [];
  const { mean, standardDeviation } = inputs;
  const warnings: string[] = [];
  if (normalises) {
    warnings.push('The network normalises its images itself, and the study normalises them before it too.');
  } else if (inputs.range !== present.range) {
    const [was, is] = [inputs, present].map(({ range }) =>
      range === 'unit' ? 'bytes from 0 to 1' : 'numbers as they are',
    );
    warnings.push(`The network was trained on ${was!}, and the data gives ${is!}.`);
  } else if (mean.length === present.mean.length) {
    const isOther = mean.some(
      (value, channel) =>
        Math.abs(value - present.mean[channel]!) > tolerance * standardDeviation[channel]! ||
        Math.abs(standardDeviation[channel]! / present.standardDeviation[channel]! - 1) > tolerance,
    );
    if (isOther) warnings.push(normalisationWarning(inputs, present));
  }
  const [had, has] = [inputs.channels, present.channels];
  if (had !== undefined && has !== undefined && had.join('\n') !== has.join('\n')) {
    warnings.push(`The network was trained on the channels ${plain(few(had))}, and the data has ${plain(few(has))}.`);
  }
  const [knew, knows] = [inputs.classNames, present.classNames];
  if (knew?.length === knows?.length && knew?.join('\n') !== knows?.join('\n')) {
    warnings.push(
      'The classes of the data have other names, or another order, than those that the network was trained on.',
    );
  }
  return warnings;
}

function normalisationWarning(inputs: NetworkInputs, present: NetworkInputs): string {
  const [was, is] = [inputs, present].map(({ mean, standardDeviation }) =>
    mean.length > 12 ? 'otherwise' : `by mean ${short(mean)} and deviation ${short(standardDeviation)}`,
  );
  return was === 'otherwise'
    ? 'The data is normalised otherwise than the images that the network was trained on.'
    : `The network was trained on images normalised ${was!}; those of this data are normalised ${is!}.`;
}
