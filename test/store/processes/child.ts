import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export type ChildName = 'open-and-add-study' | 'write-events' | 'die-in-adoption' | 'live-run' | 'idle' | 'hold-lock';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

export interface Child {
  readonly process: ChildProcess;
  readonly exit: Promise<Exit>;
  /** Resolves with the next line it prints; rejects when it ends instead */
  readonly nextLine: () => Promise<string>;
}

/** Starts one of the programs beside this file. It does not outlive the test. */
export function start(name: ChildName, parameters: readonly string[]): Child {
  const program = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [program, ...parameters], { stdio: ['pipe', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const exit = new Promise<Exit>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stderr }));
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    process: child,
    exit,
    async nextLine() {
      const line = await lines.next();
      if (line.done === true) throw new Error(`The child ended early: ${JSON.stringify(await exit)}`);
      return line.value;
    },
  };
}

export function run(name: ChildName, parameters: readonly string[]): Promise<Exit> {
  return start(name, parameters).exit;
}
