import { settled, visit } from '../../interface/workbench-session.ts';
import { button, type Scene } from './scene.ts';
import type { Showcase } from './showcase.ts';

/** What leaves the workbench for papers and shelves, and what comes in. */
export const exchangeScenes = ({ earlierArchive, measurements }: Showcase): readonly Scene[] => [
  {
    name: 'export-figure',
    title: 'Export: a figure',
    caption: 'The very file that is saved, at the width of a column, with the command line that writes the same bytes.',
    async set(page) {
      await page.keyboard.press('Escape');
      await visit(page, '/compare/1');
      await button(page, 'Export').click();
      await page.getByRole('region', { name: 'The figure as it is saved' }).waitFor();
    },
  },
  {
    name: 'export-table',
    title: 'Export: a table',
    caption: 'LaTeX for a paper, or CSV, TSV, Markdown, JSON and Parquet.',
    async set(page) {
      await button(page.getByRole('dialog'), 'Accuracy ladder').last().click();
      await page.getByRole('region', { name: /^Text of / }).waitFor();
    },
  },
  {
    name: 'archive',
    title: 'Archive',
    caption: 'A study as one file that opens years later, with or without its weights.',
    async set(page) {
      await page.keyboard.press('Escape');
      await visit(page, '/archive');
      await page.waitForFunction(() =>
        [...document.querySelectorAll('main input')].some((field) =>
          (field as HTMLInputElement).value.endsWith('.noisefloor'),
        ),
      );
      await page.getByText('Looking for files of your own').waitFor({ state: 'hidden' });
    },
  },
  {
    name: 'archive-open',
    title: 'An archive',
    caption: 'Looked at without being imported: verified, read-only, with the same comparison as the workspace shows.',
    async set(page) {
      await page.getByRole('checkbox', { name: 'Replace a file of this name' }).check();
      await button(page, 'Create archive').click();
      await button(page, 'Open it').click();
      await page.getByText(/Verified: every entry/).waitFor();
    },
  },
  {
    name: 'archive-conflicts',
    title: 'An archive that differs',
    caption:
      'One that was made while the study still trained: what differs is named, and nothing changes before it is decided.',
    async set(page) {
      await visit(page, '/archive');
      await page.getByRole('textbox', { name: 'Archive' }).fill(earlierArchive);
      await button(page, 'Open archive').click();
      await button(page, 'Import into the workspace').click();
      await page.getByRole('table', { name: 'What the workspace has in another version' }).waitFor();
    },
  },
  {
    name: 'profile-fit',
    title: 'A profile from measurements',
    caption:
      'Errors that were measured on devices, and the noise model that is fitted to them (the numbers are made up).',
    async set(page) {
      await page.keyboard.press('Escape');
      await visit(page, '/profiles');
      await page.getByRole('tab', { name: 'From measurements' }).click();
      await page.getByRole('textbox', { name: 'CSV file' }).fill(measurements);
      await page.getByRole('heading', { name: 'Measured and fitted' }).waitFor();
      await settled(page);
    },
  },
];
