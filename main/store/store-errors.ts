import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDiskFull, LabError } from '../contract/errors.ts';

const deniedCodes = new Set(['EACCES', 'EPERM', 'EROFS', 'SQLITE_PERM', 'SQLITE_AUTH']);
const misplacedCodes = new Set(['ENOTDIR', 'EEXIST', 'EISDIR', 'ELOOP', 'ENAMETOOLONG', 'ENOENT']);

type Use = 'Writing to' | 'Reading';

function codeOf(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : '';
}

/** Was it refused because nothing may be written there? Reading may be allowed all the same. */
export function mayNotBeWritten(error: unknown): boolean {
  if (!(error instanceof LabError) || error.code !== 'store-unusable') return false;
  const code = codeOf(error.cause);
  return deniedCodes.has(code) || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN');
}

function isFull(path: string): boolean {
  try {
    return statfsSync(dirname(path)).bavail === 0;
  } catch {
    return false;
  }
}

function diskFull(path: string, cause: unknown): LabError {
  return new LabError(
    'disk-full',
    `There is no space left on the disk of ${path}; what was stored before is intact.`,
    'Free some space and repeat the command, or resume the run.',
    { cause },
  );
}

function unusable(sentence: string, nextStep: string, cause: unknown): LabError {
  return new LabError('store-unusable', sentence, nextStep, { cause });
}

function fromSqlite(code: string, path: string, cause: unknown, use: Use): unknown {
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new LabError(
      'store-busy',
      `Another process kept the database ${path} locked for too long.`,
      'Wait until it is done (a migration, a backup) and repeat the command.',
      { cause },
    );
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return unusable(
      `The file ${path} is damaged, or it is no database at all.`,
      'Choose another folder with --workspace, or put back a copy of the file (the folder `backups` beside it may hold one).',
      cause,
    );
  }
  if (code.startsWith('SQLITE_IOERR')) {
    // SQLite reports a full disk as a plain I/O error when it happens to the shared-memory file
    if (isFull(path)) return diskFull(path, cause);
    return unusable(
      `The disk reported an error while the database ${path} was used (${code}).`,
      'Check the disk; a workspace belongs on a local one.',
      cause,
    );
  }
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN')) {
    return unusable(
      `The database ${path} cannot be opened for ${use === 'Reading' ? 'reading' : 'writing'} (${code}).`,
      'Check the permissions of the file and of its folder, or choose another folder with --workspace.',
      cause,
    );
  }
  return cause;
}

/**
 * Turns what SQLite and the file system throw into the expected errors of the store: `disk-full`, `store-busy`,
 * `store-unusable`. Everything else (a violated constraint, a mistake in SQL) is a defect and is returned as it is.
 *
 * @param path the database or the file that was being used
 * @param use what was tried, where that may not be
 */
export function storeError(error: unknown, path: string, use: Use = 'Writing to'): unknown {
  if (error instanceof LabError) return error;
  const code = codeOf(error);
  if (code === 'SQLITE_FULL' || isDiskFull(code)) return diskFull(path, error);
  if (deniedCodes.has(code)) {
    return unusable(
      `${use} ${path} is not allowed (${code}).`,
      'Check the permissions of the folder, or choose another one with --workspace.',
      error,
    );
  }
  if (misplacedCodes.has(code)) {
    return unusable(
      `The workspace cannot use the path ${path} (${code}).`,
      'Check that the workspace is a folder and that nothing else lies in its place.',
      error,
    );
  }
  if (code === 'ERR_DLOPEN_FAILED' || code === 'MODULE_NOT_FOUND') {
    return unusable(
      `The SQLite addon does not load on this machine: ${(error as Error).message.split('\n')[0]}.`,
      'Run `npm install` again; prebuilt addons exist for Linux, macOS and Windows on x64 and arm64.',
      error,
    );
  }
  if (code === 'EIO') {
    return unusable(`The disk reported an error at ${path}.`, 'Check the disk.', error);
  }
  return fromSqlite(code, path, error, use);
}
