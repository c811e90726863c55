import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect } from 'vitest';
import { type ErrorCode, LabError } from '../../main/contract/errors.ts';

const sharedData = fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** A path under the real data beside the project, and whether it is there. */
export function realData(...parts: readonly string[]): { path: string; absent: boolean } {
  const path = join(sharedData, ...parts);
  return { path, absent: !existsSync(path) };
}

/** Appended to the title of a test that needs the real data. */
export const needsRealData = '(skipped when ../shared/data is absent)';

const folders: string[] = [];

/** An empty folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-data-'));
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Runs `action`, which must throw a LabError of that code, and returns it. */
export function labErrorOf(action: () => unknown, code: ErrorCode): LabError {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(LabError);
    expect((error as LabError).code).toBe(code);
    expect((error as LabError).nextStep).toMatch(/^[A-Z].*\.$/s);
    expect((error as LabError).message).toMatch(/\.$/);
    return error as LabError;
  }
  throw new Error(`Nothing was thrown, but a LabError ${code} was expected.`);
}

/** Runs `action`; anything it throws must be a LabError. */
export function throwsOnlyLabErrors(action: () => unknown): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
  }
}

/** The same bytes after one of: cut, lengthened, one byte changed. */
export function damaged(bytes: Uint8Array, kind: number, place: number, value: number): Uint8Array {
  const position = Math.floor(place * bytes.length);
  if (kind === 0) return bytes.slice(0, position);
  if (kind === 1) return Uint8Array.from([...bytes, value]);
  const changed = bytes.slice();
  changed[position] = value;
  return changed;
}
