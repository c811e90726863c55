import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type Page } from 'playwright-core';
import { readRequest, startPlan } from '../../build/start/start-plan.ts';
import { projectFolder } from '../architecture/project-files.ts';
import { patience } from '../support/eventually.ts';
import { electron } from './real-electron.ts';

/** A screen of its own, where the machine has none. */
export async function openScreen(): Promise<{ readonly display: string; close(): void }> {
  const own = process.env['DISPLAY'];
  if (own !== undefined) return { display: own, close: () => undefined };
  const screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    createInterface({ input: screen.stdout }).once('line', resolve);
    screen.once('exit', (code, signal) => reject(new Error(`Xvfb ended (${code ?? signal})`)));
  });
  return { display: `:${number}`, close: () => void screen.kill() };
}

export interface Application {
  readonly process: ChildProcess;
  readonly page: Page;
  /** Of its main process */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** Its page, after the process of the one before has ended */
  lookAgain(): Promise<Page>;
  /** What it wrote to stderr so far */
  errors(): string;
}

export interface ApplicationOptions {
  /** Of the built application */
  readonly folder: string;
  readonly display: string;
  readonly workspace: string;
  /** For what Electron keeps of a user */
  readonly userFolder: string;
  /** To be opened */
  readonly archive?: string;
}

/** Starts the application as `npm start` does, with a port for looking into its page. */
export function startApplication({
  folder,
  display,
  workspace,
  userFolder,
  archive,
}: ApplicationOptions): ChildProcess {
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    DISPLAY: display,
    XDG_CONFIG_HOME: userFolder,
    NOISEFLOOR_TRY_OLD_NODE: '1',
    NOISEFLOOR_WORKSPACE: undefined,
  };
  const isRoot = process.getuid?.() === 0;
  const surroundings = { folder: projectFolder, platform: process.platform, environment, isRoot, electron };
  const plan = startPlan(readRequest(['--workspace', workspace]), surroundings);
  if (plan.kind === 'serve') throw new Error(plan.reason);
  const [, ...words] = plan.words;
  return spawn(
    plan.program,
    [folder, ...words, ...(archive === undefined ? [] : [archive]), '--disable-gpu', '--remote-debugging-port=0'],
    {
      env: { ...environment, ...plan.environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
}

/** With its window open. */
export async function openApplication(options: ApplicationOptions): Promise<Application> {
  const child = startApplication(options);
  let text = '';
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  );
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr! }).on('line', (line) => {
      text += `${line}\n`;
      const found = /^DevTools listening on (ws:\S+)/.exec(line);
      if (found !== null) resolve(found[1]!);
    });
    void ended.then(({ code, signal }) => reject(new Error(`Electron ended (${code ?? signal}): ${text}`)));
  });
  const lookAgain = async (): Promise<Page> => firstPage(await chromium.connectOverCDP(address, patience));
  return { process: child, page: await lookAgain(), ended, lookAgain, errors: () => text };
}

async function firstPage(browser: Browser): Promise<Page> {
  const [context] = browser.contexts();
  const page = context!.pages()[0] ?? (await context!.waitForEvent('page', patience));
  page.setDefaultTimeout(patience.timeout);
  await page.waitForURL('app://workbench/**');
  return page;
}

/** A folder that is removed in the end. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'noisefloor-desktop-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 10 }) };
}
