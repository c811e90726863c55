import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import chromiumBinary from '@sparticuz/chromium';
import { chromium } from 'playwright-core';

/*
 * Draws the PNG files of the icon from icon.svg: `node build/desktop/draw-icons.ts`, after changing it. They are kept beside it,
 * because not every machine that builds has a browser.
 */

const projectFolder = join(import.meta.dirname, '..', '..');
const svg = readFileSync(join(import.meta.dirname, 'icon.svg'), 'utf8');

/** Of the packages, and of the window where the system shows none of its own. */
const files = [
  { path: join(import.meta.dirname, 'icon.png'), size: 1024 },
  { path: join(projectFolder, 'resources', 'icon.png'), size: 256 },
];

const browser = await chromium.launch({
  executablePath: await chromiumBinary.executablePath(),
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  for (const { path, size } of files) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>html, body { margin: 0 } svg { display: block; width: 100vw }</style>${svg}`);
    writeFileSync(path, await page.screenshot({ omitBackground: true }));
    await page.close();
  }
} finally {
  await browser.close();
}
