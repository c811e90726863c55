import { basename, dirname, resolve } from 'node:path';
import { LabError } from '../../contract/errors.ts';
import { profileSchema, type Profile } from '../../contract/profile.ts';
import { readWholeFile } from '../../data/read-file.ts';
import { withEnergyTableInline } from '../specification/inline-energy-table.ts';
import { fieldName, formatProblem } from '../specification/problem.ts';
import { schemaProblems } from '../specification/schema-problems.ts';
import { parseYamlText } from '../specification/yaml-text.ts';

const maximumBytes = 1_000_000;

/**
 * Reads a profile from a file of its own: what may stand under `profile` in a specification. A relative path of an energy
 * table starts at the file's folder.
 *
 * @throws LabError 'missing-file'; 'invalid-specification' with file and line of everything that is wrong with it
 */
export function readOwnProfile(path: string): Profile {
  const bytes = readWholeFile(path, 'profile', 'invalid-data-file', maximumBytes);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw refusal(`${path} is not a YAML text in UTF-8.`, error);
  }
  const yaml = parseYamlText(text);
  const file = basename(path);
  const problems =
    yaml.problems.length > 0
      ? yaml.problems.map((problem) => ({ ...problem, file, field: '' }))
      : schemaProblems(profileSchema, yaml.value).map(({ path: field, message, allowed }) => ({
          ...yaml.locate(field),
          file,
          field: fieldName(field),
          message,
          ...(allowed === undefined ? {} : { allowed }),
        }));
  if (problems.length > 0) throw refusal(problems.map(formatProblem).join('\n'));
  return withEnergyTableInline(profileSchema.parse(yaml.value), (written) => resolve(dirname(path), written));
}

function refusal(cause: string, error?: unknown): LabError {
  const step = 'Correct the profile; docs/specification.md describes every field.';
  return new LabError('invalid-specification', cause, step, error === undefined ? {} : { cause: error });
}
