import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LabError } from '../../contract/errors.ts';
import { readSpecificationText, type ReadText, type TextOptions } from './read-specification-text.ts';

export interface ReadSpecification extends ReadText {
  /** Absolute path of the file */
  readonly file: string;
}

const maximumBytes = 1_000_000;

export type ReadingOptions = Pick<TextOptions, 'currentFolder' | 'engine' | 'workspace'>;

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
  const text = readSpecificationFile(file);
  return { ...readSpecificationText(text, { ...options, folder: dirname(file), name: path }), file };
}

/**
 * The text of a specification's file, unchecked.
 *
 * @param file absolute
 * @throws LabError 'missing-file', or 'invalid-specification' for what is no text of at most 1 MB
 */
export function readSpecificationFile(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const cause =
      code === 'ENOENT' || code === 'ENOTDIR'
        ? `There is no specification at ${file}.`
        : code === 'EISDIR'
          ? `${file} is a folder, not a specification.`
          : `The specification ${file} cannot be read (${code ?? String(error)}).`;
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
      `${file} is not a YAML text of at most 1 MB in UTF-8.`,
      'Give the path of a specification; resources/studies has ready ones.',
      { cause: error },
    );
  }
}
