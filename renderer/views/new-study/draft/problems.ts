import { fieldName, fieldPath, isUnder, type FieldPath } from './field-path.ts';
import type { StepProblem } from './steps.ts';

/** `what is wrong (allowed: what would be right)` */
export function problemText({ message, allowed }: Pick<StepProblem, 'message' | 'allowed'>): string {
  return allowed === undefined ? message : `${message} (allowed: ${allowed})`;
}

/** What is wrong with a field itself, in one text; undefined when nothing is. */
export function problemAt(problems: readonly StepProblem[], path: FieldPath): string | undefined {
  const name = fieldName(path);
  const texts = problems.filter(({ field }) => field === name).map(problemText);
  return texts.length === 0 ? undefined : texts.join('; ');
}

/** Problems of a field and of everything in it. */
export function problemsUnder<Problem extends StepProblem>(
  problems: readonly Problem[],
  path: FieldPath,
): readonly Problem[] {
  return problems.filter(({ field }) => isUnder(fieldPath(field), path));
}
