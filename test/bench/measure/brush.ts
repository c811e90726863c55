import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { RunSummary } from '../../../main/contract/results.ts';
import { labHere } from '../../e2e/command-line.ts';
import { watchedPage } from '../../interface/browser.ts';
import { fillWorkspace } from '../../support/synthetic-workspace.ts';
import type { Setting } from '../bench-setting.ts';
import type { Figure } from '../figures/figure.ts';
import { pixelAt, valueAt } from '../page/axis-value.ts';
import { drawnAxes, selectedRuns } from '../page/page-insides.ts';
import { nextEvent, sighted } from '../page/sighted.ts';
import { computedWithin, traceThread } from '../page/thread-trace.ts';
import { loadStudies } from './start.ts';

/** Somewhat more than are compared, as not every run ends with an accuracy */
const runs = 22_000;
const leastPoints = 20_000;

/** Corners of a rectangle, as fractions of the plot from its lower left */
type Corners = readonly [left: number, bottom: number, right: number, top: number];
const rectangles: readonly Corners[] = [
  [0.2, 0.2, 0.8, 0.8],
  [0.05, 0.6, 0.4, 0.95],
  [0.5, 0.5, 0.56, 0.58],
  [0.9, 0.9, 0.3, 0.35],
  [0.02, 0.02, 0.98, 0.98],
  [0.6, 0.1, 0.75, 0.9],
  [0.1, 0.45, 0.95, 0.5],
];

interface Point {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

/** What the chart draws, as the command line tells it: duration and accuracy of every run that has both. */
async function pointsOf(folder: string, workspace: string): Promise<readonly Point[]> {
  const { output } = await labHere(folder, 'runs', 'list', '--workspace', workspace, '--json');
  const { runs: listed } = JSON.parse(output) as { runs: readonly RunSummary[] };
  return listed.flatMap(({ id, durationSeconds, accuracy }) =>
    durationSeconds === undefined || accuracy === undefined ? [] : [{ id, x: durationSeconds, y: accuracy.accuracy }],
  );
}

interface Brushed {
  readonly ms: number;
  readonly computed: number;
  /** Points inside, counted here */
  readonly inside: number;
  /** Points that are selected and are not inside, or the other way round */
  readonly wrong: number;
}

async function brush(page: Page, points: readonly Point[], corners: Corners): Promise<Brushed> {
  const { x, y } = await drawnAxes(page);
  const [left, bottom, right, top] = corners;
  const [from, to] = [
    { x: pixelAt(x, left), y: pixelAt(y, bottom) },
    { x: pixelAt(x, right), y: pixelAt(y, top) },
  ];
  const [x1, x2] = [valueAt(x, from.x), valueAt(x, to.x)].sort((first, second) => first - second) as [number, number];
  const [y1, y2] = [valueAt(y, from.y), valueAt(y, to.y)].sort((first, second) => first - second) as [number, number];
  const inside = points.filter((point) => point.x >= x1 && point.x <= x2 && point.y >= y1 && point.y <= y2);
  const expected = new Set(inside.map(({ id }) => id));

  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 5 });
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await sleep(100);
  const endTrace = await traceThread(page);
  const released = await nextEvent(page, 'mouseup');
  const count = expected.size.toLocaleString('en-US');
  const shown = sighted(page, {
    selector: '[role="toolbar"] [role="status"]',
    text: `^${count} runs? selected`,
  });
  await page.mouse.up();
  const start = await released();
  // A wrong number never comes: what is wrong is counted below
  const end = await Promise.race([shown.catch(() => Infinity), sleep(5000, Infinity)]);
  const tasks = await endTrace();
  const selected = await selectedRuns(page);
  const found = new Set(selected);
  const wrong = selected.filter((id) => !expected.has(id)).length + [...expected].filter((id) => !found.has(id)).length;
  return { ms: end - start, computed: computedWithin(tasks, start, end - start), inside: expected.size, wrong };
}

/** Rectangles drawn with the mouse over 20,000 points of the studies' chart. */
export async function measureBrush({ browser, serve, folder, repetitions, say }: Setting): Promise<readonly Figure[]> {
  say(`Making ${runs} runs`);
  const workspace = join(folder, 'brush');
  fillWorkspace(workspace, { runs, points: 4 });
  const points = await pointsOf(folder, workspace);
  if (points.length < leastPoints) throw new Error(`There are ${points.length} points, not ${leastPoints}.`);
  const served = await serve(workspace);
  const { page, close } = await watchedPage(browser);
  await loadStudies(page, served.address);
  await page.getByRole('button', { name: 'Chart', exact: true }).click();
  await sighted(page, { selector: '.chart-frame .footer', text: `^${points.length.toLocaleString('en-US')} runs` });
  await sleep(1000);
  const brushed: Brushed[] = [];
  for (let turn = 0; turn < repetitions; turn++) {
    say(`Brushing ${points.length} points, ${turn + 1} of ${repetitions}`);
    brushed.push(await brush(page, points, rectangles[turn % rectangles.length]!));
    await page.getByRole('button', { name: 'Clear the selection' }).click();
    await sleep(500);
  }
  await close();
  await served.stop();
  const counted = brushed.map(({ inside }) => inside.toLocaleString('en-US')).join('; ');
  const of = `${points.length.toLocaleString('en-US')} points`;
  return [
    {
      id: 'brush:time',
      title: 'Brushing 20,000 points',
      unit: 'ms',
      target: { limit: 100, bound: 'under' },
      judged: 'median',
      values: brushed.map(({ ms }) => ms),
      computed: brushed.map(({ computed }) => computed),
      notes: [
        `Rectangles over ${of} in the chart of Studies, drawn with the mouse. From its release until the number of selected runs and`,
        'the chart with them highlighted are drawn.',
      ],
    },
    {
      id: 'brush:exact',
      title: 'Brushing 20,000 points, wrong ones',
      unit: 'points',
      target: { limit: 0, bound: 'at most' },
      judged: 'every',
      values: brushed.map(({ wrong }) => wrong),
      notes: [
        'Selected and not inside, or inside and not selected. What is inside is counted from what `runs list` tells of the runs, with',
        `the ranges and the pixels of the axes: ${counted}.`,
      ],
    },
  ];
}
