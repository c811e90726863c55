import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenedArchive } from '../../archive/open-archive.ts';
import { LabError } from '../../contract/errors.ts';
import { writeFileWhole } from '../../data/write-file.ts';
import { entryAt } from '../../store/name-too-long.ts';
import { makeOutputFolder } from '../../store/output-folder.ts';
import { copyInputs } from './extract-inputs.ts';
import { extractedSpecification, type ChangedField } from './extracted-specification.ts';

export interface ExtractedArchive {
  /** Names of the files in the folder, with `/` */
  readonly extracted: readonly string[];
  /** What the specification that was written says otherwise than its author wrote it, so that it finds these files */
  readonly changed: readonly ChangedField[];
}

const texts = ['report/index.html', 'specification.yaml', 'README.txt'] as const;

/**
 * Writes what an archive has for people and to run its study again: report, specification, description, and the files that the
 * study reads, where the specification finds them.
 *
 * @param archive opened with its inputs
 * @param folder absolute; made where it is not there
 * @param options.replace write over a report, specification or description that is there and another one?
 * @throws LabError 'invalid-argument' where something else is in the way, 'disk-full', 'store-unusable'
 */
export async function extractArchive(
  archive: OpenedArchive,
  folder: string,
  { replace }: { readonly replace: boolean },
): Promise<ExtractedArchive> {
  const { text, changed, inputs } = extractedSpecification(archive);
  const files = new Map<string, Uint8Array>();
  for (const name of texts) {
    const bytes = name === 'specification.yaml' ? Buffer.from(text, 'utf8') : await archive.read(name);
    if (bytes !== undefined) files.set(name.replace('report/index', 'report'), bytes);
  }
  const removeMade = makeOutputFolder(folder);
  try {
    for (const [name, bytes] of replace ? [] : files) assertFree(join(folder, name), bytes);
    for (const [name, bytes] of files) writeFileWhole(join(folder, name), [bytes]);
    return { extracted: [...files.keys(), ...copyInputs(inputs, folder)], changed };
  } catch (error) {
    removeMade();
    throw error;
  }
}

function assertFree(path: string, bytes: Uint8Array): void {
  const there = entryAt(path);
  if (there === undefined || (there.isFile() && readFileSync(path).equals(bytes))) return;
  throw new LabError('invalid-argument', `There is something else at ${path} already.`, 'Choose an empty folder.');
}
