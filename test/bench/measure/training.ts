import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { parse, stringify } from 'yaml';
import { watchedPage } from '../../interface/browser.ts';
import { projectFolder } from '../../architecture/project-files.ts';
import type { Setting } from '../bench-setting.ts';
import { largest, median, type Figure } from '../figures/figure.ts';
import { frameIntervals, watchFrames, type FrameWatch } from '../page/frame-watch.ts';
import { callWorkbench } from '../page/page-insides.ts';
import { sighted } from '../page/sighted.ts';
import { traceThread, type Task } from '../page/thread-trace.ts';

const seconds = 12;
/** The page is looked at for {@link seconds} so often, one after the other */
const spells = 3;

/** The shipped quickstart, with one training that does not end while it is looked at. */
function longStudy(engine: string): string {
  const study = parse(readFileSync(join(projectFolder, 'resources', 'studies', 'quickstart.yaml'), 'utf8')) as {
    readonly model: { readonly pretraining: object };
  };
  const { model } = study;
  const pretraining = { ...model.pretraining, epochs: 2000 };
  return stringify({
    ...study,
    name: `Full load, ${engine}`,
    model: { ...model, pretraining },
    engine: { name: engine },
  });
}

interface Spell {
  readonly watch: FrameWatch;
  readonly tasks: readonly Task[];
}

/** A while on the live page with the pointer moving over its charts. */
async function watchSpell(page: Page): Promise<Spell> {
  const endTrace = await traceThread(page);
  const endWatch = await watchFrames(page);
  const end = performance.now() + 1000 * seconds;
  for (let turn = 0; performance.now() < end; turn++) {
    await page.mouse.move(400 + ((37 * turn) % 900), 250 + ((23 * turn) % 500));
    await sleep(50);
  }
  const watch = await endWatch();
  return { watch, tasks: await endTrace() };
}

function figureOf(id: string, engine: string, steps: number, spell: readonly Spell[]): Figure {
  const longest = spell.map(({ tasks }) => largest(tasks.map(({ duration }) => duration)));
  const told = spell.flatMap(({ watch }) => watch.longTasks.map(({ duration }) => duration));
  const gaps = spell.flatMap(({ watch }) => frameIntervals(watch.frames).map(({ duration }) => duration));
  const delays = spell.flatMap(({ watch }) => watch.inputDelays);
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  return {
    id: `training:${id}`,
    title: `Longest block while training, ${engine}`,
    unit: 'ms',
    target: { limit: 100, bound: 'at most' },
    judged: 'every',
    values: longest,
    computed: spell.map(({ tasks }) => largest(tasks.map(({ computed }) => computed))),
    notes: [
      `The quickstart study’s LeNet-5 on the live page, the pointer moving over its charts: ${spells} times ${seconds} s, ${steps} steps in them.`,
      'The longest task of the page’s thread, from Chromium’s trace of all of them.',
      `Told by PerformanceObserver as long tasks (over 50 ms): ${told.length}, the longest ${ms(largest(told))}. ` +
        `Between two frames: median ${ms(median(gaps))}, at most ${ms(largest(gaps))}; over 100 ms: ${gaps.filter((gap) => gap > 100).length} of ${gaps.length}.`,
      `From an input to the page’s being told of it: median ${ms(median(delays))}, at most ${ms(largest(delays))}, of ${delays.length}.`,
    ],
  };
}

const runId = 1;
const detailsOf = async (page: Page) => (await callWorkbench(page, 'runs.show', { id: runId })).run;
type Details = Awaited<ReturnType<typeof detailsOf>>;
const stepOf = ({ latestMetrics }: Details): number => largest(latestMetrics.map(({ step }) => step));

async function measureEngine(setting: Setting, id: 'fast' | 'wasm'): Promise<Figure> {
  const { browser, serve, folder, say } = setting;
  const workspace = join(folder, `training-${id}`);
  mkdirSync(workspace);
  const served = await serve(workspace);
  const { page, close } = await watchedPage(browser);
  await page.goto(served.address);
  await sighted(page, { selector: 'main h1', text: '^Studies$' });
  await callWorkbench(page, 'studies.launch', { text: longStudy(id === 'fast' ? 'auto' : 'wasm') });
  await page.evaluate((run) => void (location.hash = `#/live/${run}`), runId);
  await sighted(page, { selector: '.chart-frame canvas', atLeast: 2 });
  await sleep(3000);
  const before = await detailsOf(page);
  const engine = before.provenance?.engine ?? 'unknown';
  const spell: Spell[] = [];
  for (let turn = 0; turn < spells; turn++) {
    say(`Training beside the live page on ${engine}, ${turn + 1} of ${spells}`);
    spell.push(await watchSpell(page));
  }
  const steps = stepOf(await detailsOf(page)) - stepOf(before);
  await callWorkbench(page, 'runs.stop', { ids: [runId] });
  await close();
  await served.stop();
  return figureOf(id, engine, steps, spell);
}

/** The live page while a training takes every core, on the fastest engine there is and on wasm. */
export async function measureTraining(setting: Setting): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const id of ['fast', 'wasm'] as const) figures.push(await measureEngine(setting, id));
  return figures;
}
