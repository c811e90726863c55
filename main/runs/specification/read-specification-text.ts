import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { LabError } from '../../contract/errors.ts';
import type { EngineChoice, Specification } from '../../contract/specification.ts';
import { withEnergyTableInline } from './inline-energy-table.ts';
import { mapProfiles } from './labelled-profiles.ts';
import { parseSpecification } from './parse-specification.ts';
import { formatProblem } from './problem.ts';
import type { FieldPath } from './problem.ts';
import { specificationHash } from './specification-hash.ts';

export interface ReadText {
  /** Normalised: defaults filled in, shipped profiles and energy tables by content, paths absolute */
  readonly specification: Specification;
  /** As it was written */
  readonly text: string;
  /** SHA-256 (hex) of what is asked for; see {@link specificationHash} */
  readonly hash: string;
}

export interface TextOptions {
  /** Where relative paths are looked for that are not in the current folder */
  readonly folder?: string;
  /** Of this process by default */
  readonly currentFolder?: string;
  /** How messages call the text; "specification" by default */
  readonly name?: string;
  /** Takes the place of what the specification says */
  readonly engine?: Partial<EngineChoice>;
}

const energyPath = ['memory', 'energy', 'path'];

/**
 * Checks the text of a specification and finds what it names. A relative `data.path`, `model.weights` or `path` of an
 * energy table is looked for in the current folder first, then in the other one.
 *
 * @throws InvalidSpecificationError with every problem of the text
 * @throws LabError 'missing-file' when something it names is not there; 'invalid-data-file' and 'invalid-specification' for
 * an energy table that is none, or not monotone
 */
export function readSpecificationText(text: string, options: TextOptions = {}): ReadText {
  const { currentFolder = process.cwd(), folder = currentFolder, name = 'specification' } = options;
  const parsed = parseSpecification(text, name);
  const { locate } = parsed;
  const folders = [...new Set([currentFolder, folder])];
  const find = (written: string, field: FieldPath, what: string): string => {
    const candidates = isAbsolute(written) ? [written] : folders.map((folder) => resolve(folder, written));
    const found = candidates.find((candidate) => existsSync(candidate));
    if (found !== undefined) return found;
    const message = `there is no ${what} at ${candidates.join(' or ')}`;
    throw new LabError(
      'missing-file',
      formatProblem({ file: name, ...locate(field), field: field.join('.'), message }),
      'Correct the path (relative to the current folder or to the specification), or put the files there.',
    );
  };
  const specification = mapProfiles(
    { ...parsed.specification, engine: { ...parsed.specification.engine, ...options.engine } },
    (profile, field) =>
      withEnergyTableInline(profile, (written) => find(written, [...field, ...energyPath], 'energy table')),
  );
  const { data, model } = specification;
  return {
    specification: {
      ...specification,
      data: data.path === undefined ? data : { ...data, path: find(data.path, ['data', 'path'], 'data folder') },
      model:
        model.weights === undefined
          ? model
          : { ...model, weights: find(model.weights, ['model', 'weights'], 'weights file') },
    },
    text,
    hash: specificationHash(specification),
  };
}
