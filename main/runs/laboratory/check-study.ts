import type { ReadingOptions } from '../../data/read-data-set.ts';
import { modelWarnings } from '../model/model-warnings.ts';
import { InvalidSpecificationError, locatedProblems, type LocatedProblem } from '../specification/problem.ts';
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

/** Something that keeps no study from beginning, at its place in the file. */
export interface StudyWarning extends Omit<LocatedProblem, 'allowed'> {
  readonly nextStep: string;
}

/**
 * What nobody may have meant in a study that could begin: images that are normalised otherwise than those that its network
 * was trained on, as far as the network's file says it. Reads the data where it does.
 *
 * @param file how messages name the specification
 * @throws what `options.onProgress` throws
 */
export function studyWarnings(
  { specification, text }: Pick<ReadSpecification, 'specification' | 'text'>,
  file: string,
  options: ReadingOptions = {},
): readonly StudyWarning[] {
  const found = modelWarnings(specification, options);
  if (found.length === 0) return [];
  const { locate } = parseYamlText(text);
  return found.flatMap(({ nextStep, ...warning }) =>
    locatedProblems([warning], file, locate).map((located) => ({ ...located, nextStep })),
  );
}
