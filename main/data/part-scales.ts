import { formatShort } from '../contract/text/digits.ts';
import { imageCount, imageValueCount, type LabelledImages } from './labelled-images.ts';

/**
 * How much wider the values of one part may be than those of the other: bytes beside fractions are 255 times as wide, 12 bits
 * beside 8 are 16 times, and pictures whose contrast was taken away for a test of robustness are below 7 times.
 */
const mostRatio = 10;
/** Below 0, of the largest size: what resizing leaves below 0 is less. */
const fewestBelowZero = 0.1;
/** Rows of a part, below which a feature shows too little of itself. */
const fewestRows = 20;
/** Of a part, examples evenly apart are looked at, up to about so many values. */
const mostValues = 2 ** 22;

/**
 * What tells that two parts of a set are on different scales, though they were read: both are normalised by the training
 * part, so one of them would be far off. Images: values that spread ten times as far (mean absolute deviation) in one part,
 * or that go below 0 in one alone. Features, each by itself where both parts have 20 rows: ranges that do not touch, or a
 * spread ten times as wide, by the mean absolute deviation and by the quartiles alike, so that a few values far out do not
 * count.
 *
 * @returns a sentence with both ranges, or nothing
 */
export function scaleNotices(training: LabelledImages, test: LabelledImages): readonly string[] {
  return training.features === undefined ? imageNotices(training, test) : featureNotices(training, test);
}

function imageNotices(training: LabelledImages, test: LabelledImages): readonly string[] {
  const [first, second] = [training, test].map((part) => spreadOf(sampledValues(part)));
  if (!isWider(first!.deviation, second!.deviation) && !differInSign(first!, second!)) return [];
  const [ours, theirs] = [training, test].map(({ pixels }) => rangeText(spreadOf(pixels)));
  return [
    `The values of the training part go ${ours}, those of the test part ${theirs}: the parts may be on different scales, and both are normalised by the training part. Scale both alike where they are not meant so.`,
  ];
}

function featureNotices(training: LabelledImages, test: LabelledImages): readonly string[] {
  if (Math.min(imageCount(training), imageCount(test)) < fewestRows) return [];
  const odd = training.features!.flatMap((name, column) => {
    const [first, second] = [training, test].map((part) => columnOf(part, column));
    const [ours, theirs] = [spreadOf(first!), spreadOf(second!)];
    const areApart = ours.largest < theirs.smallest || theirs.largest < ours.smallest;
    const areOfOtherWidth =
      isWider(ours.deviation, theirs.deviation) && isWider(quartileDistance(first!), quartileDistance(second!));
    return areApart || areOfOtherWidth ? [{ name, ours, theirs }] : [];
  });
  const [worst] = odd;
  if (worst === undefined) return [];
  const others = odd.length === 1 ? '' : ` (and so ${odd.length - 1} more of ${training.features!.length})`;
  return [
    `The feature ${worst.name} goes ${rangeText(worst.ours)} in the training part and ${rangeText(worst.theirs)} in the test part${others}: the parts may be on different scales, and both are normalised by the training part. Scale both alike where they are not meant so.`,
  ];
}

/** Of two spreads; one value alone has none, and says nothing of a scale. */
function isWider(first: number, second: number): boolean {
  return first > 0 && second > 0 && Math.max(first / second, second / first) >= mostRatio;
}

interface Spread {
  readonly smallest: number;
  readonly largest: number;
  /** Mean distance from the mean */
  readonly deviation: number;
}

/** Standardised images, or those from -1 to 1, beside others from 0 to 1. */
function differInSign(first: Spread, second: Spread): boolean {
  const goesBelow = ({ smallest, largest }: Spread): boolean =>
    smallest < -fewestBelowZero * Math.max(largest, -smallest);
  return (goesBelow(first) && second.smallest >= 0) || (goesBelow(second) && first.smallest >= 0);
}

function spreadOf(values: ArrayLike<number>): Spread {
  let [smallest, largest, sum] = [Infinity, -Infinity, 0];
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    smallest = Math.min(smallest, value);
    largest = Math.max(largest, value);
    sum += value;
  }
  const mean = sum / values.length;
  let distances = 0;
  for (let index = 0; index < values.length; index++) distances += Math.abs(values[index]! - mean);
  return { smallest, largest, deviation: distances / values.length };
}

function quartileDistance(values: Float32Array): number {
  const sorted = values.toSorted();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  return at(0.75) - at(0.25);
}

/** Places of the examples that are looked at. */
function sampledPlaces(part: LabelledImages): readonly number[] {
  const count = imageCount(part);
  const taken = Math.min(count, Math.ceil(mostValues / imageValueCount(part.shape)));
  return Array.from({ length: taken }, (_, index) => Math.floor((index * count) / taken));
}

function sampledValues(part: LabelledImages): Uint8Array | Float32Array {
  const size = imageValueCount(part.shape);
  const places = sampledPlaces(part);
  if (places.length === imageCount(part)) return part.pixels;
  const values = new Float32Array(places.length * size);
  places.forEach((place, index) => values.set(part.pixels.subarray(place * size, (place + 1) * size), index * size));
  return values;
}

function columnOf(part: LabelledImages, column: number): Float32Array {
  const { length } = part.features!;
  return Float32Array.from(sampledPlaces(part), (place) => part.pixels[place * length + column]!);
}

function rangeText({ smallest, largest }: Spread): string {
  return `from ${valueText(smallest)} to ${valueText(largest)}`;
}

/** Whole numbers, as 65535, are told as they are. */
const valueText = (value: number): string => (Number.isInteger(value) ? String(value) : formatShort(value, 3));
