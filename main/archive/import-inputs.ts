import { mkdirSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import type { ArchivedInput } from '../contract/archive.ts';
import type { Connection } from '../store/connection.ts';
import { sha256OfFile, verifyIncoming, type VerifiedFile } from '../store/incoming.ts';
import { inputKey } from '../store/inputs.ts';
import type { Session } from '../store/session.ts';
import { syncFile } from '../store/sync.ts';
import { assertGoing, invalidArchive } from './archive-errors.ts';
import { entryOfContent, type Container } from './container.ts';
import type { ImportPlan } from './import-plan.ts';
import type { ReadingOptions } from './options.ts';
import { readEntry } from './read-entry.ts';

/** An input in a folder of a session, ready to be moved to its place. */
export interface UnpackedInput {
  readonly input: ArchivedInput;
  readonly from: string;
}

/** Is the very file still where the specification says? Then nobody misses it. */
function isAtItsPath({ path, parts }: ArchivedInput): boolean {
  const [first] = parts;
  // A profile's content is in the specification
  if (!isAbsolute(path)) return true;
  if (statSync(path, { throwIfNoEntry: false })?.size !== first!.bytes) return false;
  try {
    return sha256OfFile(path) === first!.sha256;
  } catch {
    return false;
  }
}

/** Which files of its author's own the workspace lacks: all of a new study, those that lead nowhere of one that is here. */
export function wantedInputs(
  connection: Connection,
  { studyId }: ImportPlan,
  inputs: readonly ArchivedInput[],
): readonly ArchivedInput[] {
  if (studyId === undefined) return inputs;
  const rows = connection.all<{ field: string }>('SELECT field FROM main.inputs WHERE study_id = @studyId', {
    studyId,
  });
  const here = new Set(rows.map(({ field }) => field));
  return inputs.filter((input) => !here.has(input.field) && !isAtItsPath(input));
}

/** Unpacks what an entry holds; it was checked before. */
async function unpackTo(
  container: Container,
  sha256: string,
  path: string,
  { signal }: ReadingOptions,
): Promise<number> {
  const { packed, listed } = entryOfContent(container, sha256)!;
  const handle = await open(path, 'wx');
  try {
    const { sha256: found, problem } = await readEntry(container.handle, packed, async (bytes) => {
      assertGoing(signal);
      await handle.writeFile(bytes);
    });
    if (found !== sha256 || problem !== undefined) throw new Error(problem ?? 'another content');
    return listed.bytes;
  } catch (error) {
    assertGoing(signal);
    throw invalidArchive(container.path, `its entry ${listed.name} has changed meanwhile`, error);
  } finally {
    await handle.close();
  }
}

/** Unpacks the weights that the workspace lacks into the folder of a session, and makes them durable there. */
export async function unpackFiles(
  container: Container,
  wanted: readonly string[],
  session: Session,
  folder: string,
  options: ReadingOptions,
): Promise<readonly VerifiedFile[]> {
  const files: VerifiedFile[] = [];
  mkdirSync(session.incomingFolder, { recursive: true });
  for (const [index, sha256] of wanted.entries()) {
    options.onProgress?.(index / wanted.length, `unpacking file ${index + 1} of ${wanted.length}`);
    const path = join(session.incomingFolder, `${sha256}.safetensors`);
    const bytes = await unpackTo(container, sha256, path, options);
    files.push(verifyIncoming(folder, { path, sha256, bytes }));
  }
  return files;
}

/** The same with files of its author's own, each input into a folder of its own. */
export async function unpackInputs(
  container: Container,
  wanted: readonly ArchivedInput[],
  session: Session,
  options: ReadingOptions,
): Promise<readonly UnpackedInput[]> {
  const unpacked: UnpackedInput[] = [];
  for (const input of wanted) {
    const from = join(session.incomingFolder, `input-${inputKey(input.parts)}`);
    if (!unpacked.some((other) => other.from === from)) {
      for (const { name, sha256 } of input.parts) {
        const path = join(from, name);
        mkdirSync(dirname(path), { recursive: true });
        await unpackTo(container, sha256, path, options);
        syncFile(path);
      }
    }
    unpacked.push({ input, from });
  }
  return unpacked;
}
