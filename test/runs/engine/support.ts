import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { patience } from '../../support/eventually.ts';

/** Processes started by a process, by reading /proc; empty where there is none. */
export function childrenOf(pid: number): readonly number[] {
  const parents = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return parents.map(Number).filter((child) => {
    try {
      // The command's name, in parentheses, may hold anything
      const fields = readFileSync(`/proc/${child}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      return Number(fields[1]) === pid && fields[0] !== 'Z';
    } catch {
      return false;
    }
  });
}

export function isRunning(pid: number): boolean {
  try {
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Does nothing to a process that has ended, be it between looking for it and this. */
export function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Looks again and again until something is there. @throws Error when patience ends */
export async function until<Result>(what: string, look: () => Result | undefined | false): Promise<Result> {
  const end = performance.now() + patience.timeout;
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`Waited in vain for ${what}`);
    await delay(patience.interval);
  }
}

export const hasProc = process.platform === 'linux';

/** A Node process that runs a module of the tests. */
export function startModule(url: URL, words: readonly string[] = []): ChildProcess {
  return spawn(process.execPath, [url.pathname, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
}
