import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { watchedPage } from '../../interface/browser.ts';
import { fillWorkspace } from '../../support/synthetic-workspace.ts';
import { addressesOf, type Setting } from '../bench-setting.ts';
import type { Figure } from '../figures/figure.ts';
import { sighted } from '../page/sighted.ts';

/** Rows of the run table with what was measured in them. */
export const measuredRows = { selector: '[role="grid"] .row', text: '±', atLeast: 10 };

/** @returns when its rows were drawn, after its navigation had begun, ms */
export async function loadStudies(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' });
  return sighted(page, measuredRows);
}

/** A page that no browser has seen before: from the navigation's beginning until it shows its content and has followed a click. */
export async function measureStart({ browser, serve, folder, repetitions, say }: Setting): Promise<readonly Figure[]> {
  const workspace = join(folder, 'start');
  fillWorkspace(workspace, { runs: 250 });
  const served = await serve(workspace);
  const nextAddress = addressesOf(served);
  const content: number[] = [];
  const followed: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    say(`Opening the page, ${repetition + 1} of ${repetitions}`);
    const { page, close } = await watchedPage(browser);
    content.push(await loadStudies(page, await nextAddress()));
    const there = sighted(page, { selector: 'main h1', text: '^Compare$' });
    await page.getByRole('navigation').getByRole('link', { name: 'Compare' }).click();
    followed.push(await there);
    await close();
  }
  await served.stop();
  const drawn = content.map((ms) => Math.round(ms)).join(', ');
  return [
    {
      id: 'start',
      title: 'Served page interactive',
      unit: 'ms',
      target: { limit: 2000, bound: 'under' },
      judged: 'median',
      values: followed,
      notes: [
        'A browser context of its own each time, so nothing is cached; a study of 250 runs. From the beginning of the navigation,',
        'token and WebSocket included, until the rows of the run table are drawn, the link to Compare was clicked with the mouse and',
        `that page is drawn. The rows were there after ${drawn} ms.`,
      ],
    },
  ];
}
