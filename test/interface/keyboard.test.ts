import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noBrowser } from './browser.ts';
import { press, tabTo, type } from './keyboard-use.ts';
import { enter, openBench, type Bench } from './workbench-session.ts';

const stepHeading = (page: Page, title: string) =>
  page.getByRole('heading', { level: 2, name: new RegExp(`^${title} step`) });

describe.skipIf(noBrowser !== undefined)(`by keyboard alone (${noBrowser ?? 'in Chromium'})`, () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench?.close());

  test('the whole wizard, to a run that is stopped', async () => {
    const { address } = await bench.serve();
    const { page, complaints, close } = await enter(bench.browser, address);

    await press(page, 'link', 'New study');
    await press(page, 'button', 'Start empty');
    await stepHeading(page, 'Network').waitFor();
    await type(page, 'textbox', /^Name of the study/, 'Without a mouse');
    await tabTo(page, 'combobox', 'Family');
    await page.keyboard.press('Enter');
    await page.keyboard.type('LeNet');
    await page.keyboard.press('Enter');
    await page.getByText('21,150 in 5 layers').waitFor();
    await press(page, 'button', /^Next: Data/);

    await stepHeading(page, 'Data').waitFor();
    await type(page, 'spinbutton', 'Training images at most', '512');
    await page.keyboard.press('Alt+ArrowRight');

    await stepHeading(page, 'Hardware').waitFor();
    await press(page, 'button', 'Own values');
    await tabTo(page, 'radio', 'Gaussian');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('radio', { name: 'Uniform', checked: true }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await type(page, 'spinbutton', /^σ of n/, '0.3');
    await press(page, 'button', /^Next: Sensitivity/);

    await stepHeading(page, 'Sensitivity & layers').waitFor();
    await press(page, 'button', 'Add SAFT');
    // Back and forth: nothing that was typed is lost
    await page.keyboard.press('Alt+ArrowLeft');
    await page.keyboard.press('Alt+ArrowLeft');
    await stepHeading(page, 'Data').waitFor();
    await tabTo(page, 'spinbutton', 'Training images at most');
    expect(await page.locator(':focus').inputValue()).toBe('512');
    await page.keyboard.press('Alt+ArrowRight');
    await page.keyboard.press('Alt+ArrowRight');
    await page.keyboard.press('Alt+ArrowRight');

    await stepHeading(page, 'Methods & seeds').waitFor();
    await page.keyboard.press('Alt+ArrowRight');
    await stepHeading(page, 'Launch').waitFor();
    await page.getByRole('button', { name: /^Launch \d+ runs$/ }).waitFor();
    await press(page, 'button', /^Launch \d+ runs$/);

    await page.getByRole('heading', { level: 1, name: 'Live' }).waitFor();
    await page.getByRole('button', { name: 'Stop run', exact: true }).waitFor();
    await press(page, 'button', 'Pause the queue');
    await page.getByRole('button', { name: 'Resume the queue' }).waitFor();
    await tabTo(page, 'button', /^Stop run 1:/);
    expect(complaints).toEqual([]);
    await close();
  });
});
