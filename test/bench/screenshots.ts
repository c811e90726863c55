import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { projectFolder } from '../architecture/project-files.ts';
import { noBrowser } from '../interface/browser.ts';
import { enter, openBench, settled, type Bench } from '../interface/workbench-session.ts';
import { exchangeScenes } from './screenshots/exchange-scenes.ts';
import { firstScene, liveScenes } from './screenshots/live-scenes.ts';
import type { Scene } from './screenshots/scene.ts';
import { screenshotsPage } from './screenshots/screenshots-page.ts';
import { prepareShowcase } from './screenshots/showcase.ts';
import { stillScenes } from './screenshots/still-scenes.ts';
import { ownNetworkScenes, wizardScenes } from './screenshots/wizard-scenes.ts';

const usage = `npm run screenshots -- [--folder FOLDER] [--into FOLDER] [--only NAME,NAME]

Trains a small study, which takes about two minutes, and writes docs/screenshots and docs/screenshots.md, or the same --into
another folder. With --folder the study is trained there and stays, so that the next time it need not be. With --only it takes these
pictures alone, for example compare.
`;
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const size = { width: 1440, height: 900 };

/** Which pictures, and where they go */
interface Wanted {
  /** Names of pictures; undefined for all */
  readonly only: readonly string[] | undefined;
  readonly into: string;
}

/** The page as it stands, in both themes, with the pointer where it points at nothing. */
async function takePictures(page: Page, name: string, into: string): Promise<void> {
  await page.mouse.move(size.width - 1, 1);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    await page.screenshot({ path: join(into, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

async function show(bench: Bench, workspace: string, scenes: readonly Scene[], wanted: Wanted): Promise<void> {
  const served = await bench.serve(workspace);
  const { page, complaints, close } = await enter(bench.browser, served.address, {
    reducedMotion: 'reduce',
    viewport: size,
  });
  // Which engine there is takes a while to find out
  await page.getByText('Engine not known yet').waitFor({ state: 'hidden' });
  for (const { name, set, moves, fromTop = true } of scenes) {
    // One leads to the next
    await set(page);
    await settled(page);
    if (fromTop) await page.locator('main').evaluate((main) => main.scrollTo({ top: 0 }));
    if (moves === undefined)
      await page.waitForFunction(() => document.querySelector('main [role="progressbar"]') === null);
    if (wanted.only !== undefined && !wanted.only.includes(name)) continue;
    say(`Taking ${name}`);
    await takePictures(page, name, wanted.into);
  }
  if (complaints.length > 0) throw new Error(`The page complains: ${complaints.join('; ')}`);
  await close();
}

/** One that can be seen in pictures: named the same each time, unless somebody else is at it. */
function makeFolder(): string {
  const folder = join(tmpdir(), 'noisefloor-screenshots');
  try {
    mkdirSync(folder);
    return folder;
  } catch {
    return mkdtempSync(`${folder}-`);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string' },
      into: { type: 'string', default: join(projectFolder, 'docs') },
      only: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return void process.stdout.write(usage);
  if (noBrowser !== undefined) throw new Error(noBrowser);
  const folder = values.folder === undefined ? makeFolder() : resolve(values.folder);
  const wanted: Wanted = { only: values.only?.split(','), into: join(resolve(values.into), 'screenshots') };
  const bench = await openBench();
  try {
    mkdirSync(wanted.into, { recursive: true });
    await show(bench, join(folder, 'empty'), [firstScene], wanted);
    const showcase = await prepareShowcase(folder);
    const stages = { wizard: [...wizardScenes, ...ownNetworkScenes(showcase)], exchange: exchangeScenes(showcase) };
    await show(
      bench,
      showcase.workspace,
      [...stillScenes, ...stages.exchange, ...stages.wizard, ...liveScenes],
      wanted,
    );
    const told = [firstScene, ...stages.wizard, ...liveScenes, ...stillScenes, ...stages.exchange];
    writeFileSync(join(wanted.into, '..', 'screenshots.md'), screenshotsPage(told, 'npm run screenshots'));
  } finally {
    await bench.close();
    if (values.folder === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

await main();
