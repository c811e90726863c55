import { spawn, spawnSync } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findElectron } from './electron-binary.ts';
import { needsBuild } from './newest-change.ts';
import { hasDisplay, readRequest, startPlan } from './start-plan.ts';

const folder = join(import.meta.dirname, '..', '..');
const lookupMs = 3000;
/** Of a dynamic linker that misses a library */
const notLoadable = 127;

/**
 * Opens the workbench: builds what is not built, then a window, or the served page where there can be none.
 *
 * @param words `--serve`, `--workspace DIR`
 * @returns the exit code
 */
export async function start(words: readonly string[]): Promise<number> {
  try {
    const request = readRequest(words);
    if (needsBuild(folder) && !build()) return 1;
    if (!request.isServed && hasDisplay({ platform: process.platform, environment: process.env }))
      await bringElectron();
    const plan = startPlan(request, {
      folder,
      platform: process.platform,
      environment: process.env,
      isRoot: process.getuid?.() === 0,
      electron: findElectron(folder, process.env),
    });
    if (plan.kind === 'serve') return await serve(plan.reason, request.words);
    const code = await run(plan.program, plan.words, plan.environment);
    if (code !== notLoadable) return code;
    return await serve('Electron does not load on this machine, so the workbench is served as a page.', request.words);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 2;
  }
}

function build(): boolean {
  say('Building the workbench, which takes some seconds.');
  const program = join(folder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'build', '--logLevel', 'warn'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) process.stderr.write(`${stdout}${stderr}`);
  return status === 0;
}

/** Electron's package comes without its program, which its own installer brings from the releases of Electron. */
async function bringElectron(): Promise<void> {
  const installer = join(folder, 'node_modules', 'electron', 'install.js');
  if (process.env['ELECTRON_OVERRIDE_DIST_PATH'] !== undefined || findElectron(folder, process.env) !== undefined)
    return;
  if (!existsSync(installer) || !(await reaches('github.com'))) return;
  say("Electron's own program is not here yet: its package brings it now, once, from Electron's releases.");
  spawnSync(process.execPath, [installer], { stdio: 'inherit' });
}

async function reaches(host: string): Promise<boolean> {
  const found = lookup(host).then(
    () => true,
    () => false,
  );
  return Promise.race([found, delay(lookupMs, false, { ref: false })]);
}

async function serve(reason: string, words: readonly string[]): Promise<number> {
  say(reason);
  return run(process.execPath, [join(folder, 'main', 'cli', 'lab.ts'), 'serve', ...words]);
}

/** Until it ends; what ends this process is passed on to it. */
function run(program: string, words: readonly string[], environment: Record<string, string> = {}): Promise<number> {
  const child = spawn(program, words, { stdio: 'inherit', env: { ...process.env, ...environment } });
  // A terminal tells the child by itself
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 128)));
  });
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
