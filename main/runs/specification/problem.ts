import { LabError, type ErrorCode } from '../../contract/errors.ts';

export type FieldPath = readonly (string | number)[];

/** Something wrong with one field of a specification. */
export interface FieldProblem {
  readonly path: FieldPath;
  /** What is wrong, without the field's name */
  readonly message: string;
  /** What would be right */
  readonly allowed?: string;
  /** It is not there */
  readonly missing?: boolean;
  /** What an unknown field was probably meant to be */
  readonly meant?: string;
}

/** A misspelt field is one problem: the right one does not count as missing besides. */
export function withoutMisspelt(problems: readonly FieldProblem[]): readonly FieldProblem[] {
  const meantFields = new Set(
    problems.flatMap(({ path, meant }) => (meant === undefined ? [] : [fieldName([...path.slice(0, -1), meant])])),
  );
  return problems.filter(({ missing, path }) => !(missing && meantFields.has(fieldName(path))));
}

/** A field problem at its place in the file. */
export interface LocatedProblem {
  readonly file: string;
  /** Counted from 1 */
  readonly line: number;
  readonly column: number;
  /** For example `methods[1].layers.k`; empty for the file as a whole */
  readonly field: string;
  readonly message: string;
  readonly allowed?: string;
}

/** `['methods', 1, 'layers']` as `methods[1].layers`. */
export function fieldName(path: FieldPath): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : /^[^.[\]\s]+$/.test(part) ? `.${part}` : `["${part}"]`))
    .join('')
    .replace(/^\./, '');
}

/** Problems at their places, by line. */
export function locatedProblems(
  problems: readonly Pick<FieldProblem, 'path' | 'message' | 'allowed'>[],
  file: string,
  locate: (path: FieldPath) => Pick<LocatedProblem, 'line' | 'column'>,
): readonly LocatedProblem[] {
  return problems
    .map(({ path, message, allowed }) => ({
      file,
      ...locate(path),
      field: fieldName(path),
      message,
      ...(allowed === undefined ? {} : { allowed }),
    }))
    .toSorted((first, second) => first.line - second.line);
}

/** `file:line: field: what is wrong (allowed: what would be right)` */
export function formatProblem({ file, line, field, message, allowed }: LocatedProblem): string {
  const place = field === '' ? `${file}:${line}` : `${file}:${line}: ${field}`;
  return `${place}: ${message}${allowed === undefined ? '' : ` (allowed: ${allowed})`}`;
}

/** Every problem of a specification: the message has one line for each. */
export class InvalidSpecificationError extends LabError {
  readonly problems: readonly LocatedProblem[];

  /** @param known of what is wrong, where more is known than that it is wrong */
  constructor(
    problems: readonly LocatedProblem[],
    known: { readonly code?: ErrorCode; readonly nextStep?: string } = {},
  ) {
    const what = problems.length === 1 ? 'that line' : `these ${problems.length} fields`;
    super(
      known.code ?? 'invalid-specification',
      problems.map(formatProblem).join('\n'),
      known.nextStep ?? `Correct ${what} and repeat the command; docs/specification.md describes every field.`,
    );
    this.problems = problems;
  }
}
