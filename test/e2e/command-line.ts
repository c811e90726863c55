import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { runCommandLine } from '../../main/cli/command-line.ts';
import { openLaboratory } from '../../main/runs/laboratory.ts';
import { memoryStream } from '../cli/fake-laboratory.ts';
import { until } from '../runs/engine/support.ts';

const entry = fileURLToPath(new URL('../../main/cli/lab.ts', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly errors: string;
}

export interface Started {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly ended: Promise<Ended>;
  readonly errors: () => string;
  /** Until the progress on stderr has such a line, or the process has ended; tells whether there was one */
  readonly sees: (line: RegExp) => Promise<boolean>;
}

export interface StartOptions {
  /** Leader of a process group of its own, as a shell makes it */
  readonly group?: boolean;
  readonly environment?: NodeJS.ProcessEnv;
}

/** The command line as a process of its own, in a folder of its own. */
export function startLab(folder: string, words: readonly string[], options: StartOptions = {}): Started {
  const child = spawn(process.execPath, [entry, ...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: options.group === true,
    env: { ...process.env, NOISEFLOOR_WORKSPACE: undefined, NO_COLOR: '1', ...options.environment },
  });
  let output = '';
  let errors = '';
  let over = false;
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      over = true;
      resolve({ code, signal, output, errors });
    });
  });
  return {
    process: child,
    pid: child.pid!,
    ended,
    errors: () => errors,
    async sees(line) {
      await until(`${String(line)} in\n${errors}`, () => over || line.test(errors));
      return line.test(errors);
    },
  };
}

export function lab(folder: string, ...words: readonly string[]): Promise<Ended> {
  return startLab(folder, words).ended;
}

/** The same in this process: much faster, where processes are not what is tested. */
export async function labHere(folder: string, ...words: readonly string[]): Promise<Omit<Ended, 'signal'>> {
  const output = memoryStream();
  const errors = memoryStream();
  const code = await runCommandLine(words, {
    output,
    errors,
    environment: {},
    currentFolder: folder,
    signals: new EventEmitter(),
    exit: (status) => {
      throw new Error(`The command wanted to end this process with ${status}`);
    },
    now: () => performance.now(),
    openLaboratory,
  });
  return { code, output: output.text(), errors: errors.text() };
}
