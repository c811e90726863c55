import { InvalidSpecificationError, locatedProblems } from '../specification/problem.ts';
import type { ReadSpecification } from '../specification/read-specification.ts';
import { parseYamlText } from '../specification/yaml-text.ts';
import { preflightProblems } from './preflight.ts';

/**
 * Refuses a specification whose study could not begin, as the run itself would, but with all that is wrong and where it is
 * written.
 *
 * @param file how messages name the specification
 * @throws InvalidSpecificationError of the code that the run would fail with, where one thing is wrong
 */
export function checkStudy(
  { specification, text }: Pick<ReadSpecification, 'specification' | 'text'>,
  file: string,
): void {
  const found = preflightProblems(specification);
  if (found.length === 0) return;
  const located = locatedProblems(found, file, parseYamlText(text).locate);
  if (found.length > 1) throw new InvalidSpecificationError(located);
  const { message, code, nextStep } = found[0]!.error;
  throw new InvalidSpecificationError([{ ...located[0]!, message }], { code, nextStep });
}
