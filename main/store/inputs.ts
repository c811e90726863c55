import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from './connection.ts';
import { storeError } from './store-errors.ts';
import { syncFolder } from './sync.ts';

/** A file of the user's own that a study reads, or one that it names in its turn. */
export interface InputPart {
  /** Below the folder of its input, with `/` between its parts */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface Input {
  /** Of the specification, for example `model.file` */
  readonly field: string;
  /** As the specification has it */
  readonly path: string;
  /** The one that `path` leads to first */
  readonly parts: readonly InputPart[];
}

export interface StoredInput extends Input {
  /** Where its parts lie; not to be changed */
  readonly folder: string;
}

export interface InputRepository {
  /** What came with a study, by field */
  ofStudy(studyId: number): readonly StoredInput[];
}

/** @param folder of the workspace */
export function inputsFolder(folder: string): string {
  return join(folder, 'inputs');
}

/** Of the names and contents of an input's parts, by which its folder is called: SHA-256, hexadecimal. */
export function inputKey(parts: readonly InputPart[]): string {
  const told = parts.map(({ name, sha256 }) => [name, sha256]).toSorted();
  return createHash('sha256').update(JSON.stringify(told)).digest('hex');
}

/** Writes the rows of what came with a study, in the caller's transaction. The files are a matter of {@link placeInput}. */
export function recordInput(connection: Connection, studyId: number, { field, path, parts }: Input): void {
  const folder = inputKey(parts);
  for (const [part, { name, bytes, sha256 }] of parts.entries()) {
    connection.run(
      `INSERT INTO inputs (study_id, field, part, path, folder, name, bytes, sha256)
       VALUES (@studyId, @field, @part, @path, @folder, @name, @bytes, @sha256)`,
      { studyId, field, part, path, folder, name, bytes, sha256 },
    );
  }
}

/** Are all parts where they should be, of the size they should have? */
export function isInputComplete(folder: string, parts: readonly InputPart[]): boolean {
  return parts.every(({ name, bytes }) => statSync(join(folder, name), { throwIfNoEntry: false })?.size === bytes);
}

/**
 * Moves a folder with verified parts to its place, where the same is not there already. Under the database's write lock and
 * before the rows are committed: killed in between, there is a folder without a row, which the next opening removes.
 *
 * @param from a folder of the session's own, durable, on the same disk
 */
export function placeInput(workspaceFolder: string, parts: readonly InputPart[], from: string): void {
  const to = join(inputsFolder(workspaceFolder), inputKey(parts));
  if (isInputComplete(to, parts)) return;
  try {
    mkdirSync(inputsFolder(workspaceFolder), { recursive: true });
    // Somebody has taken something out of it
    rmSync(to, { recursive: true, force: true });
    renameSync(from, to);
    syncFolder(inputsFolder(workspaceFolder));
  } catch (error) {
    throw storeError(error, to);
  }
}

/** @param folder of the workspace */
export function inputRepository(connection: Connection, folder: string): InputRepository {
  return {
    ofStudy(studyId) {
      const rows = connection.all<InputPart & { field: string; path: string; key: string }>(
        `SELECT field, path, folder AS key, name, bytes, sha256 FROM inputs WHERE study_id = @studyId
         ORDER BY field, part`,
        { studyId },
      );
      return [...Map.groupBy(rows, ({ field }) => field)].map(([field, parts]) => ({
        field,
        path: parts[0]!.path,
        folder: join(inputsFolder(folder), parts[0]!.key),
        parts: parts.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })),
      }));
    },
  };
}
