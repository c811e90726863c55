import type { DataSummary, ValueHistogram } from '../../data/data-summary.ts';
import { formatCount, formatShort } from '../../contract/text/digits.ts';
import { textPairs, textTable } from '../../report/text-table.ts';

const mostRows = 40;
const barWidth = 40;

const short = (value: number): string => formatShort(value, 4);

/** A set that was read, for people. */
export function dataText(title: string, summary: DataSummary): string {
  const [height, width, channels] = summary.shape;
  const { mean, standardDeviation } = summary.normalisation;
  const isImages = summary.features === undefined;
  const pairs: [string, string][] = [
    isImages
      ? ['image', `${height} x ${width} x ${channels} (height x width x channels), ${summary.values}`]
      : ['row', `${channels} features, ${summary.values}`],
    ['classes', String(summary.classes.length)],
    ...(isImages
      ? ([
          ['normalised by', `mean ${mean.map(short).join(', ')}; deviation ${standardDeviation.map(short).join(', ')}`],
        ] as [string, string][])
      : []),
    ...checksums(summary),
  ];
  return [
    title,
    textPairs(pairs),
    ...(summary.notices ?? []),
    classTable(summary),
    summary.histogram === undefined ? featureTable(summary) : histogramText(summary.histogram),
  ].join('\n\n');
}

/** Parts of one file have one. */
function checksums({ parts }: DataSummary): [string, string][] {
  const isOne = new Set(parts.map(({ checksum }) => checksum)).size === 1;
  return isOne
    ? [['SHA-256', parts[0]!.checksum]]
    : parts.map(({ part, checksum }): [string, string] => [`SHA-256 ${part}`, checksum]);
}

function classTable({ classes, parts }: DataSummary): string {
  const rows = classes
    .slice(0, mostRows)
    .map((name, label) => [name, ...parts.map(({ classCounts }) => formatCount(classCounts[label]!))]);
  const more = classes.length > mostRows ? [[`... ${classes.length - mostRows} more`]] : [];
  const all = ['all', ...parts.map(({ examples }) => formatCount(examples))];
  return textTable(
    [{ title: 'Class' }, ...parts.map(({ part }) => ({ title: part, align: 'right' as const }))],
    [...rows, ...more, all],
  );
}

function featureTable({ features = [], normalisation }: DataSummary): string {
  const { mean, standardDeviation } = normalisation;
  const rows = features
    .slice(0, mostRows)
    .map(({ name, smallest, largest }, index) => [
      name,
      ...[mean[index]!, standardDeviation[index]!, smallest, largest].map(short),
    ]);
  const more = features.length > mostRows ? [[`... ${features.length - mostRows} more`]] : [];
  return textTable(
    ['Feature (training)', 'mean', 'deviation', 'smallest', 'largest'].map((title, index) => ({
      title,
      align: index === 0 ? ('left' as const) : ('right' as const),
    })),
    [...rows, ...more],
  );
}

/** One line for each bin: where it begins, its share and a bar. */
function histogramText({ from, to, counts }: ValueHistogram): string {
  const all = counts.reduce((sum, each) => sum + each, 0);
  const highest = Math.max(...counts);
  const width = (to - from) / counts.length;
  const rows = counts.map((each, bin) => [
    short(from + bin * width),
    `${((100 * each) / all).toFixed(1)} %`,
    '█'.repeat(Math.round((barWidth * each) / highest)),
  ]);
  return textTable(
    [{ title: 'Values from', align: 'right' }, { title: 'share', align: 'right' }, { title: 'of the training part' }],
    rows,
  );
}
