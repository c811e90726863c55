import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { patience } from '../support/eventually.ts';
import { npmChromium } from './npm-chromium.ts';

/** Nothing it starts with may reach for the network. */
const quietArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A Chromium to test in: the one `NOISEFLOOR_CHROMIUM` names, npm's (Linux, x64), or the machine's; undefined without one. */
async function chromiumPath(): Promise<string | undefined> {
  const named = process.env['NOISEFLOOR_CHROMIUM'];
  if (named !== undefined) return named;
  if (process.platform === 'linux' && process.arch === 'x64') return npmChromium();
  return installed.find((path) => existsSync(path));
}

/** Why there is no browser to test in; undefined where there is one. */
export const noBrowser: string | undefined =
  (await chromiumPath()) === undefined ? 'no Chromium on this machine: name one in NOISEFLOOR_CHROMIUM' : undefined;

export async function openBrowser(): Promise<Browser> {
  const executablePath = await chromiumPath();
  if (executablePath === undefined) throw new Error(noBrowser);
  return chromium.launch({ executablePath, args: quietArguments, timeout: patience.timeout });
}

export interface WatchedPage {
  readonly page: Page;
  /** Everything that must not happen: errors of the console, exceptions, violated policies, failed requests */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** A page of its own context, whose every complaint is kept. */
export async function watchedPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(patience.timeout);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`exception: ${error.stack ?? error.message}`));
  page.on('requestfailed', (request) => complaints.push(`request: ${request.url()} ${request.failure()?.errorText}`));
  await page.exposeFunction('tellViolation', (text: string) => complaints.push(`policy: ${text}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { tellViolation } = window as unknown as { tellViolation(text: string): void };
      tellViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  return { page, complaints, close: () => context.close() };
}
