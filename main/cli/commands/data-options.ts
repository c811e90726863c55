import { resolve } from 'node:path';
import { dataSchema, type DataSpecification } from '../../contract/data.ts';
import { LabError } from '../../contract/errors.ts';
import { suggestion } from '../../runs/specification/near-name.ts';
import { schemaProblems } from '../../runs/specification/schema-problems.ts';

export const dataSources = dataSchema.options.map(({ shape }) => shape.source.value);

/** Options of `lab data show`, as they are written. */
export interface DataOptions {
  readonly layout?: string;
  readonly images?: string;
  readonly labels?: string;
  readonly testImages?: string;
  readonly testLabels?: string;
  readonly classNames?: string;
  readonly size?: string;
  readonly resize?: string;
  readonly channels?: string;
  readonly label?: string;
  readonly header?: boolean;
  readonly test?: string;
  readonly testFraction?: string;
  readonly seed?: string;
}

const isNumber = (text: string): boolean => /^-?\d+(?:\.\d+)?$/.test(text);
const numberOr = (text: string | undefined): number | string | undefined =>
  text !== undefined && isNumber(text) ? Number(text) : text;
function sizeOf(text: string): unknown {
  const parts = text.split(/[x×,]/).map((each) => numberOr(each.trim()));
  if (parts.length === 2) return parts;
  throw new LabError(
    'invalid-argument',
    `The size "${text}" is not two numbers.`,
    'Write HEIGHTxWIDTH, for example 32x32.',
  );
}

/** Without what is not given, so that defaults count. */
function given(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/**
 * The data that a command line names, checked as a specification's is.
 *
 * @param currentFolder where relative paths begin
 * @throws LabError 'invalid-argument' for options that the source does not have, or with values it does not take
 */
export function dataOfOptions(
  source: string,
  path: string | undefined,
  options: DataOptions,
  currentFolder: string,
): DataSpecification {
  requireSource(source);
  const arrays = given({
    images: options.images,
    labels: options.labels,
    testImages: options.testImages,
    testLabels: options.testLabels,
  });
  const written = given({
    source,
    path: path === undefined ? undefined : resolve(currentFolder, path),
    layout: options.layout,
    arrays: Object.keys(arrays).length === 0 ? undefined : arrays,
    classNames: options.classNames?.split(','),
    size: options.size === undefined ? undefined : sizeOf(options.size),
    resize: options.resize,
    channels: numberOr(options.channels),
    label: numberOr(options.label),
    header: options.header,
    testPath: options.test === undefined ? undefined : resolve(currentFolder, options.test),
    testFraction: numberOr(options.testFraction),
    seed: numberOr(options.seed),
  });
  const parsed = dataSchema.safeParse(written);
  if (parsed.success) return parsed.data;
  const [problem] = schemaProblems(dataSchema, written);
  const field = problem?.path.join('.') ?? 'data';
  throw new LabError(
    'invalid-argument',
    `\`${field}\` of the data source ${source}: ${problem?.message ?? 'does not fit'}.`,
    problem?.allowed === undefined ? 'See `lab data show --help`.' : `Allowed: ${problem.allowed}.`,
  );
}

function requireSource(source: string): void {
  if (dataSources.some((known) => known === source)) return;
  throw new LabError(
    'invalid-argument',
    `There is no data source "${source}"${suggestion(source, dataSources) || '.'}`,
    `Use one of ${dataSources.join(', ')}.`,
  );
}

/** Fields of a specification, and the options in their place */
const optionOfField: readonly (readonly [RegExp, string])[] = [
  [/`data\.arrays\.images`/g, '`--images`'],
  [/`data\.arrays\.labels`/g, '`--labels`'],
  [/`data\.arrays\.testImages`/g, '`--test-images`'],
  [/`data\.arrays\.testLabels`/g, '`--test-labels`'],
  [/`data\.label`/g, '`--label`'],
  [/`layout: (nhwc|nchw)`/g, '`--layout $1`'],
  [/`size`/g, '`--size`'],
  [/`data\.classNames`/g, '`--class-names`'],
  [/`header: true`/g, '`--header`'],
  [/`header: false`/g, '`--no-header`'],
];

/** An error of reading data, with options where it names fields of a specification. */
export function withOptions(error: unknown): unknown {
  if (!(error instanceof LabError)) return error;
  const inOptions = (text: string): string =>
    optionOfField.reduce((replaced, [field, option]) => replaced.replace(field, option), text);
  return new LabError(error.code, inOptions(error.message), inOptions(error.nextStep), { cause: error });
}
