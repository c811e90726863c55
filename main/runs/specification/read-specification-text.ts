import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { LabError } from '../../contract/errors.ts';
import type { EngineChoice, Specification } from '../../contract/specification.ts';
import { networkFileChecksum } from '../model/network-file.ts';
import { withEnergyTableInline } from './inline-energy-table.ts';
import { mapProfiles } from './labelled-profiles.ts';
import { parseSpecification } from './parse-specification.ts';
import { dataRole } from './path-checks.ts';
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
  /** Folder of the workspace, whose own profiles go by their names */
  readonly workspace?: string;
  /** How messages call the text; "specification" by default */
  readonly name?: string;
  /** Takes the place of what the specification says */
  readonly engine?: Partial<EngineChoice>;
}

const energyPath = ['memory', 'energy', 'path'];

/**
 * Checks the text of a specification and finds what it names. A relative `data.path`, `data.testPath`, `model.file`,
 * `model.weights`, `path` of an energy table or path of a profile is looked for in the current folder first, then in the
 * other one.
 *
 * @throws InvalidSpecificationError with every problem of the text
 * @throws LabError 'missing-file' when something it names is not there; 'invalid-data-file' and 'invalid-specification' for
 * an energy table that is none, or not monotone
 */
export function readSpecificationText(text: string, options: TextOptions = {}): ReadText {
  const { currentFolder = process.cwd(), folder = currentFolder, name = 'specification', workspace } = options;
  const folders = [...new Set([currentFolder, folder])];
  const profileFolders = [...folders, ...(workspace === undefined ? [] : [workspace])];
  const parsed = parseSpecification(text, name, folders, profileFolders);
  const { locate } = parsed;
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
  const { file, checksum } = parsed.specification.model;
  const networkFile = file === undefined ? undefined : find(file, ['model', 'file'], 'network file');
  const content = networkFile === undefined ? {} : { checksum: checksum ?? networkFileChecksum(networkFile) };
  const specification = mapProfiles(
    {
      ...parsed.specification,
      model: { ...parsed.specification.model, ...content },
      engine: { ...parsed.specification.engine, ...options.engine },
    },
    (profile, field) =>
      withEnergyTableInline(profile, (written) => find(written, [...field, ...energyPath], 'energy table')),
  );
  const { data, model } = specification;
  return {
    specification: {
      ...specification,
      data: {
        ...data,
        ...(data.path === undefined ? {} : { path: find(data.path, ['data', 'path'], dataRole(data.source)) }),
        ...(data.source === 'csv' && data.testPath !== undefined
          ? { testPath: find(data.testPath, ['data', 'testPath'], dataRole('csv')) }
          : {}),
      },
      model: {
        ...model,
        ...(networkFile === undefined ? {} : { file: networkFile }),
        ...(model.weights === undefined ? {} : { weights: find(model.weights, ['model', 'weights'], 'weights file') }),
      },
    },
    text,
    hash: specificationHash(specification),
  };
}
