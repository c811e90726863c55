import type { MappingReport, NetworkCheck } from '../contract/network-check.ts';
import type { NetworkOrigin } from '../contract/network-inputs.ts';
import type { NetworkDescription } from '../contract/workbench/inspection.ts';
import { formatCount, formatSignificant } from '../contract/text/digits.ts';
import { textPairs, textTable } from './text-table.ts';

const shapeText = (shape: readonly number[]): string => shape.join(' × ');

/** A line a node, then what they come to. */
export function networkReport({ architecture, input, classes, nodes, file, ...totals }: NetworkDescription): string {
  const table = textTable(
    [
      { title: 'node' },
      { title: 'operation' },
      { title: 'reads' },
      { title: 'output', align: 'right' },
      { title: 'parameters', align: 'right' },
      { title: 'noisy weights', align: 'right' },
      { title: 'MAC', align: 'right' },
    ],
    nodes.map(({ name, op, inputs, outputShape, parameters, weights, multiplyAccumulates }) => [
      name,
      op,
      inputs.join(', '),
      shapeText(outputShape),
      countOrNothing(parameters.filter(isTrainable).reduce((sum, { count }) => sum + count, 0)),
      countOrNothing(weights),
      countOrNothing(multiplyAccumulates),
    ]),
  );
  const facts: (readonly [string, string])[] = [
    ['network', architecture],
    ...(file === undefined ? [] : [['file', `${file.path}, ${file.format}, SHA-256 ${file.checksum}`] as const]),
    ['images', `${shapeText(input)} (height × width × channels), ${formatCount(classes)} classes`],
    ['parameters', formatCount(totals.parameters)],
    [
      'weights in noisy hardware',
      `${formatCount(totals.weights)} in ${formatCount(nodes.filter(({ isMatmul }) => isMatmul).length)} layers`,
    ],
    ['arithmetic', `${formatCount(totals.multiplyAccumulates)} multiply-accumulates (MAC) an image`],
  ];
  const notes = file?.notes.length ? [file.notes.join('\n')] : [];
  return [table, textPairs(facts), ...originTexts(file?.origin), ...notes].join('\n\n');
}

/** What a file says of itself, and what is different about the data. */
function originTexts(origin: NetworkOrigin | undefined): string[] {
  if (origin === undefined) return [];
  const warnings = origin.warnings.map((warning) => `Warning: ${warning}`).join('\n');
  return [
    ['What the file says of itself:', textPairs(origin.facts)].join('\n'),
    ...(warnings === '' ? [] : [warnings]),
  ];
}

const isTrainable = ({ role }: { readonly role: string }): boolean =>
  role !== 'runningMean' && role !== 'runningVariance';

function countOrNothing(value: number): string {
  return value === 0 ? '' : formatCount(value);
}

/** What a check found, a section each. */
export function networkCheckReport({ network, origin, mapping, logits }: NetworkCheck): string {
  const sections = [
    ...(mapping === undefined ? [] : [mappingText(network, mapping)]),
    ...originTexts(origin),
    ...(logits === undefined
      ? []
      : [
          textPairs([
            ['reference logits', logits.reference],
            ['images', `${formatCount(logits.images)}, ${formatCount(logits.classes)} classes, on ${logits.engine}`],
            [
              'largest difference',
              `${formatSignificant(logits.maximumDifference)} (${formatSignificant(logits.relativeDifference)} of the largest logit)`,
            ],
            ['same top-1 class', `${formatCount(logits.agreeing)} of ${formatCount(logits.images)} images`],
          ]),
        ]),
  ];
  return sections.length > 0
    ? sections.join('\n\n')
    : `${network} can be built. Give \`--weights\` or \`--reference\` to check more.`;
}

const kinds: Readonly<Record<MappingReport['differences'][number]['kind'], string>> = {
  missing: 'missing in the file',
  unexpected: 'not in the network',
  'wrong-shape': 'another shape',
  'wrong-type': 'whole numbers',
  'not-finite': 'NaN or infinite',
};

function mappingText(
  network: string,
  { weights, fits, counts, matchedWeights, differences, codes, suggestion }: MappingReport,
): string {
  const found = `${formatCount(counts.matched)} of ${formatCount(counts.parameters)} parameters matched (${formatCount(matchedWeights)} values)`;
  const others = Object.entries({
    'missing in the file': counts.missing,
    'not in the network': counts.unexpected,
    'another shape': counts.wrongShape,
    'whole numbers': counts.wrongType,
    'NaN or infinite': counts.notFinite,
  }).filter(([, count]) => count > 0);
  const head = textPairs([
    ['network', network],
    ['weights', weights],
    ['parameters', found],
    ...(codes === undefined
      ? []
      : [
          [
            'integer codes',
            `${formatCount(codes.weights)} of them (${formatCount(codes.values)} values): ${codes.codec}`,
          ] as const,
        ]),
    ...others.map(([title, count]) => [title, formatCount(count)] as const),
  ]);
  if (fits) return head;
  const table = textTable(
    [
      { title: 'name' },
      { title: 'difference' },
      { title: 'network needs', align: 'right' },
      { title: 'file has', align: 'right' },
    ],
    differences.map(({ kind, name, expected = [], found: has = [] }) => [
      name,
      kinds[kind],
      expected.join(', '),
      has.join(', '),
    ]),
  );
  const listed = others.reduce((sum, [, count]) => sum + count, 0) - differences.length;
  const more = listed > 0 ? [`and ${formatCount(listed)} more`] : [];
  return [head, [table, ...more].join('\n'), ...(suggestion === undefined ? [] : [suggestion])].join('\n\n');
}
