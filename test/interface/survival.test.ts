import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tinyStudy } from '../e2e/tiny-study.ts';
import { noBrowser } from './browser.ts';
import { enter, openBench, type Bench } from './workbench-session.ts';

const optimizer = { kind: 'sgd', learningRate: 0.02, momentum: 0.9 };
/** Long enough to be interrupted, short enough to be finished. */
const study = tinyStudy({
  name: 'Interrupted',
  model: { architecture: 'mlp-64', pretraining: { epochs: 1, batch: 16, optimizer } },
  methods: [{ method: 'noise-injection' }],
  data: { source: 'glyphs', limits: { train: 2048, test: 32 } },
  training: { epochs: 8, batch: 8, optimizer },
});

async function launchYaml(page: Page, text: string): Promise<void> {
  await page.getByRole('link', { name: 'New study' }).click();
  await page.getByRole('button', { name: 'Start empty' }).click();
  await page.getByRole('radio', { name: 'YAML' }).click();
  await page.getByRole('textbox', { name: /YAML/ }).fill(text);
  await page.getByRole('radio', { name: 'Steps' }).click();
  await page
    .getByRole('button', { name: /^Launch/ })
    .first()
    .click();
  await page.getByRole('button', { name: /^Launch \d+ runs$/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Live' }).waitFor();
}

/** Step of the last point that the loss chart tells of. */
async function stepsShown(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'View as table: Loss' }).click();
  const table = page.getByRole('table', { name: 'Loss' });
  const rows = table.getByRole('row');
  await rows.nth(1).waitFor();
  // Of a long table only what can be seen is there
  await table.evaluate(async ({ parentElement: frame }) => {
    frame!.scrollTop = frame!.scrollHeight;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
  const last = await rows.last().textContent();
  await page.getByRole('button', { name: 'View as chart: Loss' }).click();
  return Number(/^\s*([\d,]+)/.exec(last ?? '')?.[1]?.replaceAll(',', ''));
}

function engineOf(serverPid: number): number {
  const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(serverPid)], { encoding: 'utf8' });
  const line = children.split('\n').find((each) => each.includes('engine-process'));
  return Number(line?.trim().split(/\s/)[0]);
}

const skipped = noBrowser ?? (process.platform === 'linux' ? undefined : 'processes are looked for with ps of Linux');

describe.skipIf(skipped !== undefined)(`in the middle of a training (${skipped ?? 'in Chromium'})`, () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench?.close());

  test('the page is reloaded, closed and opened; the engine is killed; the run goes on and finishes', async () => {
    const workbench = await bench.serve();
    const { page, complaints, close } = await enter(bench.browser, workbench.address);
    page.setDefaultTimeout(150_000);
    await launchYaml(page, study);
    await page.getByRole('heading', { level: 2, name: /noise injection/ }).waitFor();
    await page.getByRole('img', { name: 'Loss' }).waitFor();
    const before = await stepsShown(page);

    await page.reload();
    await page.getByRole('img', { name: 'Loss' }).waitFor();
    await page.getByRole('status').filter({ hasText: 'Running' }).waitFor();
    const after = await stepsShown(page);
    expect(after).toBeGreaterThanOrEqual(before);

    const second = await page.context().newPage();
    second.setDefaultTimeout(150_000);
    await page.close();
    await second.goto(`${new URL(workbench.address).origin}/#/live`);
    await second.getByRole('img', { name: 'Loss' }).waitFor();
    expect(await stepsShown(second)).toBeGreaterThanOrEqual(after);

    process.kill(engineOf(workbench.pid), 'SIGKILL');
    const resume = second.getByRole('button', { name: /^Resume/ }).first();
    await second
      .getByText(/The engine process ended by SIGKILL/)
      .first()
      .waitFor();
    await second.getByRole('status').filter({ hasText: 'Lost' }).waitFor();
    await resume.click();
    await second.getByRole('status').filter({ hasText: 'Running' }).waitFor();
    await second.getByRole('status').filter({ hasText: 'Finished' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  }, 600_000);
});
