import type { SpecificationProblem } from '../../../../main/contract/workbench/specification.ts';
import { fieldName, fieldPath, isUnder, type FieldPath } from './field-path.ts';

/** `what is wrong (allowed: what would be right)` */
export function problemText({ message, allowed }: Pick<SpecificationProblem, 'message' | 'allowed'>): string {
  return allowed === undefined ? message : `${message} (allowed: ${allowed})`;
}

/** What is wrong with a field itself, in one text; undefined when nothing is. */
export function problemAt(problems: readonly SpecificationProblem[], path: FieldPath): string | undefined {
  const name = fieldName(path);
  const texts = problems.filter(({ field }) => field === name).map(problemText);
  return texts.length === 0 ? undefined : texts.join('; ');
}

/** Problems of a field and of everything in it. */
export function problemsUnder(
  problems: readonly SpecificationProblem[],
  path: FieldPath,
): readonly SpecificationProblem[] {
  return problems.filter(({ field }) => isUnder(fieldPath(field), path));
}
