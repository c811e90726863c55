import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { LabError } from '../../contract/errors.ts';
import type { EngineChoice, Specification } from '../../contract/specification.ts';
import { withEnergyTableInline } from './inline-energy-table.ts';
import { mapProfiles } from './labelled-profiles.ts';
import { parseSpecification } from './parse-specification.ts';
import { formatProblem } from './problem.ts';
import type { FieldPath } from './problem.ts';
import { specificationHash } from './specification-hash.ts';

export interface ReadSpecification {
  /** Normalised: defaults filled in, shipped profiles and energy tables by content, paths absolute */
  readonly specification: Specification;
  /** The file as it was */
  readonly text: string;
  /** SHA-256 (hex) of what is asked for; see {@link specificationHash} */
  readonly hash: string;
  /** Absolute path of the file */
  readonly file: string;
}

const maximumBytes = 1_000_000;

const energyPath = ['memory', 'energy', 'path'];

export interface ReadingOptions {
  /** Of this process by default */
  readonly currentFolder?: string;
  /** Takes the place of what the specification says */
  readonly engine?: Partial<EngineChoice>;
}

/**
 * Reads and checks a specification. A relative `data.path`, `model.weights` or `path` of an energy table is looked for in
 * the current folder first, then in the specification's own.
 *
 * @throws InvalidSpecificationError with every problem of the text
 * @throws LabError 'missing-file' when the specification, or something it names, is not there; 'invalid-data-file' and
 * 'invalid-specification' for an energy table that is none, or not monotone
 */
export function readSpecification(path: string, options: ReadingOptions = {}): ReadSpecification {
  const { currentFolder = process.cwd() } = options;
  const file = resolve(currentFolder, path);
  const text = readText(file, path);
  const parsed = parseSpecification(text, path);
  const { locate } = parsed;
  const folders = [...new Set([currentFolder, dirname(file)])];
  const find = (written: string, field: FieldPath, what: string): string => {
    const candidates = isAbsolute(written) ? [written] : folders.map((folder) => resolve(folder, written));
    const found = candidates.find((candidate) => existsSync(candidate));
    if (found !== undefined) return found;
    const message = `there is no ${what} at ${candidates.join(' or ')}`;
    throw new LabError(
      'missing-file',
      formatProblem({ file: path, ...locate(field), field: field.join('.'), message }),
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
    file,
  };
}

function readText(file: string, written: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const cause =
      code === 'ENOENT' || code === 'ENOTDIR'
        ? `There is no specification at ${written}.`
        : code === 'EISDIR'
          ? `${written} is a folder, not a specification.`
          : `The specification ${written} cannot be read (${code ?? String(error)}).`;
    throw new LabError('missing-file', cause, 'Give the path of a YAML file; resources/studies has ready ones.', {
      cause: error,
    });
  }
  try {
    if (bytes.length > maximumBytes) throw new RangeError('too large');
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new LabError(
      'invalid-specification',
      `${written} is not a YAML text of at most 1 MB in UTF-8.`,
      'Give the path of a specification; resources/studies has ready ones.',
      { cause: error },
    );
  }
}
