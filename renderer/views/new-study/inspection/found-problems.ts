import { LabError, type ErrorCode } from '../../../../main/contract/errors.ts';
import type { MappingReport } from '../../../../main/contract/network-check.ts';
import type { NetworkDescription } from '../../../../main/contract/workbench/inspection.ts';
import { fieldName, fieldPath, isUnder, type FieldPath } from '../draft/field-path.ts';
import { problemsUnder } from '../draft/problems.ts';
import type { StepProblem } from '../draft/steps.ts';
import { valueAt, type Written } from '../draft/written.ts';
import { mappingSummary } from '../network/mapping-table.ts';

/** What the inspections of a draft found; each undefined where it is not known, or nothing is wrong. */
export interface Findings {
  readonly data?: Error;
  readonly network?: Error;
  readonly misfit?: NonNullable<NetworkDescription['file']>['misfit'];
  readonly weights?: Error;
  readonly mapping?: MappingReport;
}

/** Errors that say something of what was asked about. Any other says something of the machine, or of the moment. */
const ofTheAsked: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'invalid-specification',
  'invalid-argument',
  'missing-file',
  'invalid-data-file',
  'invalid-weights-file',
  'weights-mismatch',
  'not-finite',
  'unknown-layer',
]);

const sentences = ({ message, nextStep }: { readonly message: string; readonly nextStep: string }): string =>
  `${message} ${nextStep}`;

function errorText(error: Error | undefined): string | undefined {
  return error instanceof LabError && ofTheAsked.has(error.code) ? sentences(error) : undefined;
}

/**
 * What inspections found as problems of the fields that it is put right in. What the specification's own check says of the
 * same field, or in the same words, is not said again.
 */
export function foundProblems(
  written: Written,
  { data, network, misfit, weights, mapping }: Findings,
  known: readonly StepProblem[],
): readonly StepProblem[] {
  const firstOf = (...paths: readonly FieldPath[]): FieldPath =>
    paths.find((path) => valueAt(written, path) !== undefined) ?? paths.at(-1)!;
  const dataField = firstOf(['data', 'path'], ['data']);
  const networkField = firstOf(['model', 'file'], ['model', 'architecture']);
  const weightsField: FieldPath = ['model', 'weights'];

  const all: readonly (readonly [FieldPath, string | undefined])[] = [
    [dataField, errorText(data)],
    [networkField, errorText(network) ?? (misfit && sentences(misfit))],
    [weightsField, errorText(weights) ?? (mapping?.fits === false ? mappingSummary(mapping) : undefined)],
  ];
  const found: StepProblem[] = [];
  for (const [path, message] of all) {
    if (message === undefined) continue;
    // Whatever is wrong with the data's fields, its files are read as these say
    const isKnown =
      path === dataField
        ? problemsUnder(known, ['data']).length > 0
        : known.some(({ field }) => isUnder(path, fieldPath(field)) && field !== '');
    if (isKnown || [...known, ...found].some((other) => other.message === message)) continue;
    found.push({ field: fieldName(path), message });
  }
  return found;
}
