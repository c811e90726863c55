import { listedDifferences, type MappingReport } from '../../contract/network-check.ts';
import type { Network } from '../../lab/network/network.ts';
import { matchWeights, type ExpectedWeight, type WeightsMatch } from '../match-weights.ts';
import type { Tensor } from '../safetensors.ts';
import { shapeToTorch } from '../weights-layout.ts';
import { readWeightsFile } from './read-weights-file.ts';

/** The parameters of a network as its files have them. */
export function expectedWeights(network: Network): readonly ExpectedWeight[] {
  return Object.entries(network.parameters).map(([name, { kind, shape }]) => ({
    name,
    kind,
    shape: shapeToTorch(kind, shape),
  }));
}

/**
 * Compares the parameters of a network with the tensors of a safetensors file.
 *
 * @throws LabError `missing-file` or `invalid-weights-file`; whatever does not fit is in the report
 */
export function mappingReport(network: Network, path: string): MappingReport {
  const { tensors, codes } = readWeightsFile(path);
  const expected = expectedWeights(network);
  const match = matchWeights(expected, tensors);
  const { matched, missing, unexpected, wrongShape, wrongType, notFinite } = match;
  const wrong = missing.length + unexpected.length + wrongShape.length + wrongType.length + notFinite.length;
  const suggestion = wrong === 0 ? undefined : suggestionFor(expected, tensors, match);
  return {
    weights: path,
    fits: wrong === 0,
    counts: {
      parameters: expected.length,
      tensors: tensors.size,
      matched: matched.length,
      missing: missing.length,
      unexpected: unexpected.length,
      wrongShape: wrongShape.length,
      wrongType: wrongType.length,
      notFinite: notFinite.length,
    },
    matchedWeights: matched.reduce((sum, { values }) => sum + values.length, 0),
    differences: differences(match, tensors),
    ...(codes === undefined ? {} : { codes }),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function differences(match: WeightsMatch, tensors: ReadonlyMap<string, Tensor>): MappingReport['differences'] {
  const first = <Item>(items: readonly Item[]): readonly Item[] => items.slice(0, listedDifferences);
  const found = (name: string): { found?: number[] } => {
    const tensor = tensors.get(name) ?? tensors.get(`module.${name}`);
    return tensor === undefined ? {} : { found: [...tensor.shape] };
  };
  return [
    ...first(match.wrongShape).map(({ name, expected, found: shape }) => ({
      kind: 'wrong-shape' as const,
      name,
      expected: [...expected],
      found: [...shape],
    })),
    ...first(match.missing).map(({ name, shape }) => ({ kind: 'missing' as const, name, expected: [...shape] })),
    ...first(match.unexpected).map((name) => ({ kind: 'unexpected' as const, name, ...found(name) })),
    ...first(match.wrongType).map((name) => ({ kind: 'wrong-type' as const, name, ...found(name) })),
    ...first(match.notFinite).map(({ name }) => ({ kind: 'not-finite' as const, name, ...found(name) })),
  ];
}

function suggestionFor(
  expected: readonly ExpectedWeight[],
  tensors: ReadonlyMap<string, Tensor>,
  { wrongShape, missing, unexpected }: WeightsMatch,
): string | undefined {
  const files = [...tensors.keys()];
  if (missing.length > 0) {
    const prefix = prefixSuggestion(
      expected.map(({ name }) => name),
      files,
    );
    if (prefix !== undefined) return prefix;
  }
  const heads = wrongShape.filter(({ name }) => expected.slice(-2).some((last) => last.name === name));
  if (missing.length + unexpected.length === 0 && heads.length === wrongShape.length && heads.length > 0) {
    const [{ expected: wanted, found }] = heads as [(typeof heads)[number]];
    return `Only the last layer differs: the file tells ${found[0]} classes apart, and the network ${wanted[0]}.`;
  }
  return undefined;
}

/** What stands before the names of one side and not of the other, where that explains most of what is missing. */
function prefixSuggestion(wanted: readonly string[], found: readonly string[]): string | undefined {
  const inFile = commonPrefix(wanted, found);
  if (inFile !== undefined) {
    return (
      `${inFile.count} of ${wanted.length} names differ by the prefix "${inFile.prefix}", which the file has and the ` +
      'network has not. Save the tensors without it.'
    );
  }
  const inNetwork = commonPrefix(found, wanted);
  if (inNetwork === undefined) return undefined;
  return (
    `${inNetwork.count} of ${wanted.length} names differ by the prefix "${inNetwork.prefix}", which the network has and ` +
    'the file has not. Save the tensors with it.'
  );
}

interface Prefix {
  readonly prefix: string;
  readonly count: number;
}

/** The prefix that turns the most of the plain names, and half of them at least, into longer ones. */
function commonPrefix(plain: readonly string[], longer: readonly string[]): Prefix | undefined {
  const all = new Set(longer);
  const candidates = new Set(
    plain
      .slice(0, 4)
      .flatMap((name) =>
        longer
          .filter((each) => each !== name && each.endsWith(name))
          .map((each) => each.slice(0, each.length - name.length)),
      ),
  );
  const counted = [...candidates].map((prefix) => ({
    prefix,
    count: plain.filter((name) => all.has(`${prefix}${name}`)).length,
  }));
  const best = counted.toSorted((first, second) => second.count - first.count)[0];
  return best !== undefined && best.count * 2 >= plain.length ? best : undefined;
}
