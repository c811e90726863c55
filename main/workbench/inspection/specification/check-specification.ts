import { LabError } from '../../../contract/errors.ts';
import type { CheckedSpecification, SpecificationProblem } from '../../../contract/workbench/specification.ts';
import { preflightProblems } from '../../../runs/laboratory/preflight.ts';
import { parseSpecification } from '../../../runs/specification/parse-specification.ts';
import { pathChecks } from '../../../runs/specification/path-checks.ts';
import {
  fieldName,
  InvalidSpecificationError,
  type FieldPath,
  type FieldProblem,
} from '../../../runs/specification/problem.ts';
import { readSpecificationText } from '../../../runs/specification/read-specification-text.ts';
import { isMapping, valueAt } from '../../../runs/specification/schema-guide.ts';
import { writtenProfiles } from '../../../runs/specification/written-profiles.ts';
import { parseYamlText } from '../../../runs/specification/yaml-text.ts';
import type { PathFolders } from '../found-path.ts';
import { plannedRuns } from './planned-runs.ts';

/** All but whether the workspace has such a study, which whoever has the store can say. */
export type CheckedText = Omit<CheckedSpecification, 'sameStudy'>;

/**
 * Everything that can be said of the text of a specification without doing what it asks for: what is wrong with it, with
 * what it names, and with the study it makes (images too small, weights of another network, ...), otherwise its runs.
 */
export function checkSpecificationText(
  text: string,
  { currentFolder, folder = currentFolder, workspace }: PathFolders,
): CheckedText {
  const yaml = parseYamlText(text);
  if (yaml.problems.length > 0) {
    return { problems: yaml.problems.map(({ line, message }) => ({ line, field: '', message })), runs: [] };
  }
  const located = ({ path, message, allowed }: FieldProblem): SpecificationProblem => ({
    line: yaml.locate(path).line,
    field: fieldName(path),
    message,
    ...(allowed === undefined ? {} : { allowed }),
  });
  const written = isMapping(yaml.value) ? { written: { ...yaml.value } } : {};
  const folders = [...new Set([currentFolder, folder])];
  const profileFolders = [...folders, ...(workspace === undefined ? [] : [workspace])];
  const found = [...textProblems(text, folders, profileFolders), ...pathChecks(yaml.value, folders).map(located)];
  if (found.length > 0) return { ...written, problems: byLine(found), runs: [] };
  try {
    const { specification, hash } = readSpecificationText(text, { currentFolder, folder, workspace });
    const problems = byLine(preflightProblems(specification).map(located));
    const runs = plannedRuns(specification);
    return problems.length > 0 ? { ...written, problems, runs } : { ...written, problems, specification, hash, runs };
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    // All that reading refuses beside what was looked at above
    const path = energyTablePath(yaml.value) ?? [];
    return { ...written, problems: [located({ path, message: `${error.message} ${error.nextStep}` })], runs: [] };
  }
}

function textProblems(
  text: string,
  folders: readonly string[],
  profileFolders: readonly string[],
): SpecificationProblem[] {
  try {
    parseSpecification(text, 'specification', folders, profileFolders);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidSpecificationError)) throw error;
    return error.problems.map(({ line, field, message, allowed }) => ({
      line,
      field,
      message,
      ...(allowed === undefined ? {} : { allowed }),
    }));
  }
}

/** Of the first energy table in a file, where there is one. */
function energyTablePath(written: unknown): FieldPath | undefined {
  return writtenProfiles(written)
    .map(({ locate }) => locate(['memory', 'energy', 'path']))
    .find((path) => valueAt(written, path) !== undefined);
}

function byLine(problems: readonly SpecificationProblem[]): SpecificationProblem[] {
  return problems.toSorted((first, second) => first.line - second.line);
}
