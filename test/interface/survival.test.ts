import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tinyStudy } from '../e2e/tiny-study.ts';
import { eventually } from '../support/eventually.ts';
import { trainingGate } from '../support/training-gate.ts';
import { noBrowser } from './browser.ts';
import { enter, openBench, type Bench } from './workbench-session.ts';

const optimizer = { kind: 'sgd', learningRate: 0.02, momentum: 0.9 };
const study = tinyStudy({
  name: 'Interrupted',
  model: { architecture: 'mlp-64', pretraining: { epochs: 1, batch: 16, optimizer } },
  methods: [{ method: 'noise-injection' }],
  data: { source: 'glyphs', limits: { train: 2048, test: 32 } },
  training: { epochs: 4, batch: 8, optimizer },
});

/** Of 2048 images */
const stepsPerEpoch = 2048 / 8;

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
  const last = await rows.last().getByRole('cell').first().textContent();
  await page.getByRole('button', { name: 'View as chart: Loss' }).click();
  return Number(last?.replaceAll(',', ''));
}

function engineOf(serverPid: number): number {
  const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(serverPid)], { encoding: 'utf8' });
  const line = children.split('\n').find((each) => each.includes('engine-process'));
  return Number(line?.trim().split(/\s/)[0]);
}

const skipped = noBrowser ?? (process.platform === 'linux' ? undefined : 'processes are looked for with ps of Linux');

describe.skipIf(skipped !== undefined)(`in the middle of a training (${skipped ?? 'in Chromium'})`, () => {
  let bench: Bench;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'noisefloor-survival-'));
    bench = await openBench();
  });
  afterAll(async () => {
    await bench?.close();
    rmSync(folder, { recursive: true });
  });

  test('the page is reloaded, closed and opened; the engine is killed; the run goes on and finishes', async () => {
    const gate = trainingGate(folder);
    const workbench = await bench.serve(undefined, gate.environment);
    const { page, complaints, close } = await enter(bench.browser, workbench.address);
    await launchYaml(page, study);
    await page.getByRole('heading', { level: 2, name: /noise injection/ }).waitFor();
    await page.getByRole('img', { name: 'Loss' }).waitFor();
    await eventually(async () => expect(await stepsShown(page)).toBe(stepsPerEpoch));

    await page.reload();
    await page.getByRole('img', { name: 'Loss' }).waitFor();
    await page.getByRole('status').filter({ hasText: 'Running' }).waitFor();
    expect(await stepsShown(page)).toBe(stepsPerEpoch);
    gate.moveTo(2);

    const second = await page.context().newPage();
    await page.close();
    await second.goto(`${new URL(workbench.address).origin}/#/live`);
    await second.getByRole('img', { name: 'Loss' }).waitFor();
    await eventually(async () => expect(await stepsShown(second)).toBe(2 * stepsPerEpoch));

    process.kill(engineOf(workbench.pid), 'SIGKILL');
    const resume = second.getByRole('button', { name: /^Resume/ }).first();
    await second
      .getByText(/The engine process ended by SIGKILL/)
      .first()
      .waitFor();
    await second.getByRole('status').filter({ hasText: 'Lost' }).waitFor();
    await resume.click();
    await second.getByRole('status').filter({ hasText: 'Running' }).waitFor();
    gate.open();
    await second.getByRole('status').filter({ hasText: 'Finished' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});
