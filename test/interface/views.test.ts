import { rmSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labHere } from '../e2e/command-line.ts';
import { noBrowser } from './browser.ts';
import { preparedWorkspace } from './prepared-workspace.ts';
import { enter, openBench, settled, visit, type Bench } from './workbench-session.ts';
import type { WatchedPage } from './browser.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const views = [
  ['Studies', '/studies'],
  ['A run', '/runs/3'],
  ['New study, how to begin', '/new'],
  ['Live', '/live'],
  ['Live, a LaNMax run', '/live/6'],
  ['Sensitivity', '/sensitivity/1'],
  ['Compare', '/compare/1'],
  ['Profiles', '/profiles'],
  ['Archive', '/archive'],
] as const;

describe.skipIf(noBrowser !== undefined)(`every view (${noBrowser ?? 'in Chromium'})`, () => {
  let bench: Bench;
  let folder: string | undefined;
  let address: string;
  beforeAll(async () => {
    const [opened, prepared] = await Promise.all([openBench(), preparedWorkspace()]);
    bench = opened;
    folder = prepared.folder;
    const words = ['archive', 'create', '1', 'showcase.noisefloor', '--workspace', prepared.workspace];
    expect(await labHere(folder, ...words)).toMatchObject({ code: 0 });
    ({ address } = await bench.serve(prepared.workspace));
  });
  afterAll(async () => {
    await bench?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  async function problemsOf({ page }: WatchedPage): Promise<readonly string[]> {
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
    );
  }

  const steps = ['Network', 'Data', 'Hardware', 'Sensitivity & layers', 'Methods & seeds', 'Launch'];

  /** Every step of a wizard that holds the finished study. */
  async function walkWizard(watched: WatchedPage, look: (name: string) => Promise<void>): Promise<void> {
    const { page } = watched;
    // The draft has an address of its own as soon as it is there
    await page.evaluate(() => (location.hash = '#/new?from=1'));
    for (const step of steps) {
      await page.getByRole('heading', { level: 2, name: new RegExp(`^${step} step`) }).waitFor();
      await settled(page);
      await look(`New study, ${step}`);
      await page.keyboard.press('Alt+ArrowRight');
    }
  }

  /** The dialog of exports, with a figure and with a table in its preview. */
  async function openExports({ page }: WatchedPage, look: (name: string) => Promise<void>): Promise<void> {
    await visit(page, '/compare/1');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Export tables and figures' });
    await dialog.getByRole('region', { name: 'The figure as it is saved' }).waitFor();
    await look('Exports, a figure');
    await dialog.getByRole('button', { name: 'Accuracy ladder' }).click();
    await dialog.getByRole('region', { name: /^Text of .*\.tex$/ }).waitFor();
    await look('Exports, a table');
    await page.keyboard.press('Escape');
  }

  /** An archive of the finished study: its comparison, its runs, one of them, and what an import says. */
  async function openAnArchive({ page }: WatchedPage, look: (name: string) => Promise<void>): Promise<void> {
    await visit(page, '/archive');
    await page.getByRole('textbox', { name: 'Archive' }).fill(join(folder!, 'showcase.noisefloor'));
    await page.getByRole('button', { name: 'Open archive' }).click();
    await page.getByText('Read-only archive').waitFor();
    await page.getByText(/Verified: every entry/).waitFor();
    await settled(page);
    await look('An archive, comparison');
    await page.getByRole('tab', { name: /^Runs/ }).click();
    await look('An archive, runs');
    await page.getByRole('tab', { name: 'Specification' }).click();
    await look('An archive, specification');
    await page.getByRole('button', { name: 'Import into the workspace' }).click();
    const said = page.getByRole('dialog').getByText(/^Everything of it is in the workspace already/);
    await said.waitFor();
    await look('An archive, import');
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: /^Runs/ }).click();
    await page.getByRole('link', { name: '3', exact: true }).click();
    await page.getByRole('heading', { name: 'Run 3 of the archive' }).waitFor();
    await settled(page);
    await look('An archive, a run');
    await visit(page, '/archive');
  }

  // One browser is let in by one address; the theme is what the system says
  test('is accessible in both themes, breaks no policy and complains of nothing', async () => {
    const watched = await enter(bench.browser, address, { reducedMotion: 'reduce' });
    const found: Record<string, readonly string[]> = {};
    for (const colorScheme of ['light', 'dark'] as const) {
      const look = async (name: string): Promise<void> => {
        const problems = await problemsOf(watched);
        if (problems.length > 0) found[`${name}, ${colorScheme}`] = problems;
      };
      await watched.page.emulateMedia({ colorScheme });
      for (const [name, path] of views) {
        await visit(watched.page, path);
        await look(name);
      }
      await walkWizard(watched, look);
      await openExports(watched, look);
      await openAnArchive(watched, look);
    }
    expect(found).toEqual({});
    expect(watched.complaints).toEqual([]);
    await settled(watched.page);
    await watched.close();
  }, 1_200_000);
});
