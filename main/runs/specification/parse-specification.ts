import { specificationSchema } from '../../contract/specification.ts';
import type { Specification } from '../../contract/specification.ts';
import { crossChecks } from './cross-checks.ts';
import { withOwnProfilesInline } from './inline-own-profiles.ts';
import { withProfilesInline } from './labelled-profiles.ts';
import { networkChecks } from './network-checks.ts';
import { InvalidSpecificationError, locatedProblems, withoutMisspelt } from './problem.ts';
import type { FieldProblem } from './problem.ts';
import { schemaProblems } from './schema-problems.ts';
import { parseYamlText } from './yaml-text.ts';
import type { YamlText } from './yaml-text.ts';

export interface ParsedSpecification {
  /** Normalised: defaults filled in, shipped profiles and those of one's own by content. Paths as written. */
  readonly specification: Specification;
  /** For messages about fields that turn out wrong later */
  readonly locate: YamlText['locate'];
}

/**
 * Reads the text of a specification.
 * @param file how messages name the file
 * @param folders where the file of a network is looked for, absolute; without them its layers are not known
 * @param profileFolders where profiles of one's own are looked for, absolute
 * @throws InvalidSpecificationError with every problem, each with its line and field
 */
export function parseSpecification(
  text: string,
  file: string,
  folders: readonly string[] = [],
  profileFolders = folders,
): ParsedSpecification {
  const yaml = parseYamlText(text);
  if (yaml.problems.length > 0) {
    throw new InvalidSpecificationError(yaml.problems.map((problem) => ({ ...problem, file, field: '' })));
  }
  const own = withOwnProfilesInline(yaml.value, profileFolders);
  const found = [
    ...own.problems,
    ...crossChecks(own.value),
    ...schemaProblems(specificationSchema, own.value),
    ...networkChecks(own.value, folders),
  ];
  const problems = withoutMisspelt(oneForEachField(found));
  if (problems.length > 0) {
    throw new InvalidSpecificationError(locatedProblems(problems, file, yaml.locate));
  }
  return { specification: withProfilesInline(specificationSchema.parse(own.value)), locate: yaml.locate };
}

/** The checks overlap: a later complaint is dropped where an earlier one is about the same field or one inside it. */
function oneForEachField(problems: readonly FieldProblem[]): readonly FieldProblem[] {
  const kept: FieldProblem[] = [];
  for (const problem of problems) {
    const isCovered = kept.some(({ path }) => problem.path.every((part, index) => path[index] === part));
    if (!isCovered) kept.push(problem);
  }
  return kept;
}
