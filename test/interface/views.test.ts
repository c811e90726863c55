import { rmSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
] as const;

describe.skipIf(noBrowser !== undefined)(`every view (${noBrowser ?? 'in Chromium'})`, () => {
  let bench: Bench;
  let folder: string;
  let address: string;
  beforeAll(async () => {
    const [opened, prepared] = await Promise.all([openBench(), preparedWorkspace()]);
    bench = opened;
    folder = prepared.folder;
    ({ address } = await bench.serve(prepared.workspace));
  });
  afterAll(async () => {
    await bench?.close();
    rmSync(folder, { recursive: true, force: true });
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
    }
    expect(found).toEqual({});
    expect(watched.complaints).toEqual([]);
    await settled(watched.page);
    await watched.close();
  }, 300_000);
});
