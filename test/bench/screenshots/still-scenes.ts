import type { Page } from 'playwright-core';
import { settled, visit } from '../../interface/workbench-session.ts';
import { button, type Scene } from './scene.ts';

/** With the mouse, over the canvas of the view's first chart. Corners are fractions of its width and height from the upper left. */
async function drawRectangle(
  page: Page,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  await settled(page);
  const box = (await page.locator('.chart-frame canvas').first().boundingBox())!;
  await page.mouse.move(box.x + from[0] * box.width, box.y + from[1] * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + to[0] * box.width, box.y + to[1] * box.height, { steps: 8 });
  await page.mouse.up();
}

/** A section of the comparison, by its entry in the list of sections. */
async function showSection(page: Page, title: string): Promise<void> {
  await visit(page, '/compare/1');
  await page
    .getByRole('navigation', { name: 'Sections of this comparison' })
    .getByRole('button', { name: title })
    .click();
}

/** The table is as it was left, in a workspace that was shown before. */
async function showChart(page: Page, shown: boolean): Promise<void> {
  const axis = page.getByRole('main').getByRole('combobox', { name: 'Along y' });
  await page.getByRole('grid', { name: 'Runs' }).waitFor();
  if ((await axis.count()) > 0 !== shown) await button(page, 'Chart').click();
  await axis.waitFor({ state: shown ? 'visible' : 'detached' });
}

const path = (route: string) => (page: Page) => visit(page, route);

/** Views of a finished study, in which nothing moves. */
export const stillScenes: readonly Scene[] = [
  {
    name: 'studies',
    title: 'Studies',
    caption: 'Every run with its accuracy under noise; a click on a cell filters by it.',
    async set(page) {
      await visit(page, '/studies');
      await showChart(page, false);
    },
  },
  {
    name: 'studies-chart',
    title: 'Studies, with the chart and a run',
    caption: 'Runs that were selected in the chart are selected in the table; at the right, one of them.',
    async set(page) {
      await visit(page, '/studies');
      await page.getByRole('grid', { name: 'Runs' }).getByText('LaNMax').first().click();
      await page.keyboard.press('Enter');
      await showChart(page, true);
      await drawRectangle(page, [0.2, 0.55], [0.8, 0.12]);
    },
  },
  { name: 'run', title: 'A run', caption: 'All that is known of one run.', set: path('/runs/35') },
  {
    name: 'compare',
    title: 'Compare',
    caption:
      'Accuracy against the energy of the memory, with intervals over seeds; the cursor reads out what a method saves.',
    async set(page) {
      await visit(page, '/studies');
      await button(page, 'Clear the selection').click();
      await visit(page, '/compare/1');
    },
  },
  {
    name: 'compare-tables',
    title: 'Compare: tables',
    caption: 'The tables as they would stand in a paper.',
    fromTop: false,
    set: (page) => showSection(page, 'Tables'),
  },
  {
    name: 'compare-runs',
    title: 'Compare: runs',
    caption: 'Parallel coordinates and a table of the same runs, linked with the chart of fronts.',
    fromTop: false,
    set: (page) => showSection(page, 'Runs'),
  },
  {
    name: 'compare-ladder',
    title: 'Compare: accuracy ladder',
    caption: 'From the clean network to the one that was retrained, step by step.',
    fromTop: false,
    set: (page) => showSection(page, 'Accuracy ladder'),
  },
  {
    name: 'compare-rates',
    title: 'Compare: fault rates',
    caption: 'The rate that each layer was given, and how LaNMax came to it.',
    fromTop: false,
    set: (page) => showSection(page, 'Fault rates'),
  },
  {
    name: 'compare-curves',
    title: 'Compare: fault curves',
    caption: 'Accuracy at other fault rates, and with the bits of one layer random.',
    fromTop: false,
    set: (page) => showSection(page, 'Fault curves'),
  },
  {
    name: 'compare-weights',
    title: 'Compare: weights',
    caption: 'The weights of each layer before and after training (SAFT, figure 1a).',
    fromTop: false,
    set: (page) => showSection(page, 'Weights'),
  },
  {
    name: 'sensitivity',
    title: 'Sensitivity',
    caption: 'Which layers suffer most from the noise, by each metric.',
    set: path('/sensitivity/1'),
  },
  {
    name: 'profiles',
    title: 'Profiles',
    caption: 'The hardware profiles that come with the workbench, with their sources.',
    set: path('/profiles'),
  },
  {
    name: 'palette',
    title: 'Command palette',
    caption: 'Everything that can be done and gone to, by its name.',
    async set(page) {
      await visit(page, '/studies');
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'settings',
    title: 'Settings',
    caption: 'Theme, density, and three palettes, none of which is needed to tell methods apart.',
    async set(page) {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+,');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'shortcuts',
    title: 'Shortcuts',
    caption: 'What the keyboard does here.',
    async set(page) {
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
];
