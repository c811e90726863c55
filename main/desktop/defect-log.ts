import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const largestBytes = 2 ** 20;

/**
 * Lines about defects and refused messages, for a report. Nothing is sent anywhere.
 *
 * @param path of the file; the one before it is kept as `.old`
 */
export function defectLog(path: string, now: () => Date): (where: string, what: unknown) => void {
  return (where, what) => {
    const text = what instanceof Error ? (what.stack ?? what.message) : String(what);
    const line = `${now().toISOString()} ${where}: ${text}\n`;
    process.stderr.write(line);
    try {
      mkdirSync(dirname(path), { recursive: true });
      if (sizeOf(path) > largestBytes) renameSync(path, `${path}.old`);
      appendFileSync(path, line);
    } catch {
      // The line on stderr is what is left
    }
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
