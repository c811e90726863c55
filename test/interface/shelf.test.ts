import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noBrowser } from './browser.ts';
import { press, tabTo, type } from './keyboard-use.ts';
import { preparedWorkspace } from './prepared-workspace.ts';
import { enter, openBench, settled, visit, type Bench } from './workbench-session.ts';

/** Ticks or unticks what has the focus after Tab. */
async function toggle(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, 'checkbox', name);
  await page.keyboard.press('Space');
}

/** What has the focus, by its text. */
const focused = (page: Page): Promise<string | null> => page.locator(':focus').textContent();

describe.skipIf(noBrowser !== undefined)(
  `into the paper and onto the shelf, by keyboard alone (${noBrowser ?? 'in Chromium'})`,
  () => {
    let bench: Bench;
    let prepared: Awaited<ReturnType<typeof preparedWorkspace>>;
    let shelf: string;
    beforeAll(async () => {
      shelf = mkdtempSync(join(tmpdir(), 'noisefloor-shelf-'));
      [bench, prepared] = await Promise.all([openBench(), preparedWorkspace()]);
    });
    afterAll(async () => {
      await bench?.close();
      for (const folder of [shelf, prepared?.folder]) if (folder) rmSync(folder, { recursive: true, force: true });
    });

    test('a table and a figure are exported, the study is archived, and the archive opened', async () => {
      const { address } = await bench.serve(prepared.workspace);
      const { page, complaints, close } = await enter(bench.browser, address, { acceptDownloads: true });

      await visit(page, '/compare/1');
      await press(page, 'button', 'Export Accuracy ladder');
      const dialog = page.getByRole('dialog', { name: 'Export tables and figures' });
      await dialog.getByRole('region', { name: 'The figure as it is saved' }).waitFor();
      // Of that section alone: a table and a figure
      await dialog.getByRole('button', { name: 'Download 2 files as a zip' }).waitFor();
      await toggle(page, /^SVG/);
      await toggle(page, /^PDF/);
      const downloading = page.waitForEvent('download');
      await press(page, 'button', 'Download 2 files as a zip');
      const download = await downloading;
      expect(download.suggestedFilename()).toBe('all-methods-on-an-8-bit-memory-export.zip');
      const zipped = unzipSync(readFileSync(await download.path()));
      const files = Object.fromEntries(
        Object.entries(zipped).map(([name, bytes]) => [name.replace(/^.*\//, ''), Buffer.from(bytes)]),
      );
      expect(Object.keys(files).toSorted()).toEqual(['accuracy-ladder-table.tex', 'accuracy-ladder.svg']);
      expect(files['accuracy-ladder-table.tex']!.toString()).toContain('\\toprule');

      // The same to a folder that is not there yet: the same bytes
      await press(page, 'button', 'Save to a folder');
      await type(page, 'textbox', 'Folder', join(shelf, 'figures'));
      await press(page, 'button', 'Use this folder');
      await dialog.getByText(/^3 files written to/).waitFor();
      const saved = readdirSync(join(shelf, 'figures'));
      expect(saved.toSorted()).toEqual(['accuracy-ladder-table.tex', 'accuracy-ladder.svg', 'export.json']);
      for (const [name, bytes] of Object.entries(files)) {
        expect(readFileSync(join(shelf, 'figures', name))).toEqual(bytes);
      }
      await page.keyboard.press('Escape');

      await press(page, 'link', 'Archive');
      await page.getByRole('heading', { level: 1, name: 'Archive' }).waitFor();
      await type(page, 'textbox', 'Folder', shelf);
      await type(page, 'textbox', 'File name', 'showcase.noisefloor');
      await press(page, 'button', 'Create archive');
      await page.getByRole('button', { name: 'Open it' }).waitFor();
      expect(await focused(page)).toContain('Create archive');
      expect(existsSync(join(shelf, 'showcase.noisefloor'))).toBe(true);
      await press(page, 'button', 'Open it');
      await page.getByText('Read-only archive').waitFor();
      expect(await focused(page)).toBe('All methods on an 8-bit memory');
      await page.getByText(/Verified: every entry/).waitFor();
      await settled(page);
      await page.getByRole('region', { name: 'Accuracy ladder', exact: true }).waitFor({ state: 'attached' });
      expect(complaints).toEqual([]);
      await close();
    });

    test('on another machine it is looked at and imported into a workspace of its own', async () => {
      const { address } = await bench.serve();
      const { page, complaints, close } = await enter(bench.browser, address);

      await press(page, 'link', 'Archive');
      await type(page, 'textbox', 'Archive', join(shelf, 'missing.noisefloor'));
      await page.keyboard.press('Enter');
      await page.getByText('This archive was not opened').waitFor();
      expect(await focused(page)).toBe('Archive');
      await press(page, 'button', 'Other archives');
      await type(page, 'textbox', 'Archive', join(shelf, 'showcase.noisefloor'));
      await press(page, 'button', 'Open archive');
      await page.getByText('Read-only archive').waitFor();
      await settled(page);
      await tabTo(page, 'tab', 'Comparison');
      await page.keyboard.press('ArrowRight');
      await press(page, 'link', '3');
      await page.getByRole('heading', { name: 'Run 3 of the archive' }).waitFor();
      await press(page, 'button', 'Back to the study');

      await press(page, 'button', 'Import into the workspace');
      await page
        .getByRole('dialog')
        .getByText(/^Imported as study 1\./)
        .waitFor();
      await press(page, 'link', /^Compare /);
      await page.getByRole('heading', { level: 1, name: 'Compare' }).waitFor();
      await settled(page);
      await page.getByText(/runs, all finished/).waitFor();
      expect(complaints).toEqual([]);
      await close();
    });
  },
);
