import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../main/cli/lab.ts', import.meta.url));

export interface ServedWorkbench {
  /** With a token that lets one browser in */
  readonly address: string;
  readonly workspace: string;
  readonly pid: number;
  readonly errors: () => string;
  /** As Ctrl-C does; resolves with the exit code */
  stop(): Promise<number | null>;
}

export interface ServeOptions {
  /** A folder of one's own by default, which is removed with the workbench */
  readonly workspace?: string;
  /** Of the built page */
  readonly interfaceFolder: string;
  readonly environment?: NodeJS.ProcessEnv;
}

/** The workbench served by a process of its own, as `lab serve` does it. */
export async function serveWorkbench({
  workspace,
  interfaceFolder,
  environment,
}: ServeOptions): Promise<ServedWorkbench> {
  const own = workspace === undefined ? mkdtempSync(join(tmpdir(), 'noisefloor-served-')) : undefined;
  const folder = workspace ?? join(own!, 'workspace');
  const words = [entry, 'serve', '--json', '--workspace', folder, '--interface', interfaceFolder];
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', ...environment },
  });
  let errors = '';
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    void ended.then((code) => reject(new Error(`lab serve ended with code ${code}: ${errors}`)));
  });
  const { address } = JSON.parse(line) as { address: string };
  return {
    address,
    workspace: folder,
    pid: child.pid!,
    errors: () => errors,
    async stop() {
      child.kill('SIGINT');
      const code = await ended;
      if (own !== undefined) rmSync(own, { recursive: true, force: true });
      return code;
    },
  };
}
