import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noBrowser } from './browser.ts';
import { enter, openBench, settled, type Bench } from './workbench-session.ts';

describe.skipIf(noBrowser !== undefined)(
  `from an empty workspace to a comparison (${noBrowser ?? 'in Chromium'})`,
  () => {
    let bench: Bench;
    beforeAll(async () => {
      bench = await openBench();
    });
    afterAll(() => bench?.close());

    test('a study on built-in data is written in the wizard, watched and compared', async () => {
      const { address } = await bench.serve();
      const { page, complaints, close } = await enter(bench.browser, address);
      const next = (): Promise<void> => page.getByRole('button', { name: /^Next: / }).click();

      await page.getByRole('link', { name: 'New study' }).click();
      await page.getByRole('button', { name: 'Start empty' }).click();
      await page.getByRole('textbox', { name: /^Name of the study/ }).fill('Digits on noisy weights');
      await page.getByRole('combobox', { name: 'Family' }).click();
      await page.getByRole('option', { name: /^LeNet-5/ }).click();
      await page.getByRole('spinbutton', { name: /^Epochs/ }).fill('1');
      await page.getByText('21,150 in 5 layers').waitFor();

      await next();
      await page.getByRole('spinbutton', { name: 'Training images at most' }).fill('512');
      await page.getByRole('spinbutton', { name: 'Test images at most' }).fill('256');
      await page.getByRole('row', { name: /^training 512 / }).waitFor();

      await next();
      await page.getByRole('button', { name: 'Own values' }).click();
      await page.getByRole('radio', { name: 'Gaussian' }).click();
      await page.getByRole('spinbutton', { name: /^σ of n/ }).fill('0.3');
      await page.getByRole('application', { name: 'Signal-to-noise ratio of each layer' }).waitFor();

      await next();
      await page.getByRole('button', { name: 'Add SAFT' }).click();
      await page.getByRole('button', { name: 'Score the layers' }).click();
      await page.getByRole('application', { name: /^Sensitivity of each layer/ }).waitFor();
      await page.getByText(/knee/).first().waitFor();

      await next();
      await page
        .getByRole('spinbutton', { name: /^Epochs/ })
        .first()
        .fill('2');
      await next();
      const launch = page.getByRole('button', { name: /^Launch \d+ runs$/ });
      await launch.waitFor();
      expect(await launch.textContent()).toContain('Launch 8 runs');
      await launch.click();

      await page.getByRole('heading', { level: 1, name: 'Live' }).waitFor();
      await page.getByRole('img', { name: 'Loss' }).waitFor();
      await page.getByText('8 of 8 runs finished').waitFor();
      await page.getByRole('link', { name: 'Compare the methods' }).click();

      await page.getByRole('heading', { level: 1, name: 'Compare' }).waitFor();
      await settled(page);
      const ladder = page.getByRole('region', { name: 'Accuracy ladder' });
      await ladder.scrollIntoViewIfNeeded();
      for (const text of ['clean', 'noise injection', 'SAFT'])
        await ladder.getByText(text).first().waitFor({ state: 'attached' });
      expect(complaints).toEqual([]);
      await close();
    });
  },
);
