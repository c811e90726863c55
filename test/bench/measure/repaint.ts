import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { watchedPage } from '../../interface/browser.ts';
import type { Setting } from '../bench-setting.ts';
import type { Figure } from '../figures/figure.ts';
import { buildHarness, offerHarness } from '../harness/build-harness.ts';
import type {} from '../harness/harness.ts';
import { computedWithin, traceThread } from '../page/thread-trace.ts';

const series = 8;
const points = 1500;
/** A live chart is drawn at most four times a second: this long between two repaints, so that none waits for its turn */
const pauseMs = 300;
/** What a repaint compiles the first times is not counted */
const warmUp = 5;

interface Repaint {
  /** On the page's clock, ms */
  readonly start: number;
  readonly duration: number;
}

/** The live panel with 8 curves, each growing by a point at a time. */
export async function measureRepaint({ browser, folder, repetitions, say }: Setting): Promise<readonly Figure[]> {
  say('Building the page with live series');
  const harness = join(folder, 'harness');
  await buildHarness(harness);
  const { page, complaints, close } = await watchedPage(browser);
  const address = await offerHarness(page.context(), harness);
  await page.goto(`${address}?series=${series}&points=${points}`);
  const repaint = (): Promise<Repaint> =>
    page.evaluate(async () => {
      const duration = await window.harness.repaint();
      return { start: performance.now() - duration, duration };
    });
  for (let turn = 0; turn < warmUp; turn++) {
    await repaint();
    await sleep(pauseMs);
  }
  const endTrace = await traceThread(page);
  const repaints: Repaint[] = [];
  for (let turn = 0; turn < 10 * repetitions; turn++) {
    if (turn % 10 === 0) say(`Repainting ${series} live series, ${turn + 1} of ${10 * repetitions}`);
    repaints.push(await repaint());
    await sleep(pauseMs);
  }
  const tasks = await endTrace();
  if (complaints.length > 0) throw new Error(`The page with live series complains: ${complaints.join('; ')}`);
  await close();
  return [
    {
      id: 'repaint',
      title: `${series} live series repaint`,
      unit: 'ms',
      target: { limit: 30, bound: 'under' },
      judged: 'median',
      values: repaints.map(({ duration }) => duration),
      computed: repaints.map(({ start, duration }) => computedWithin(tasks, start, duration)),
      notes: [
        `The panel of the live view with ${series} curves of ${points.toLocaleString('en-US')} points, all of which are new each time: from the new data until`,
        'ECharts says `finished`, waiting for the next frame included (up to 17 ms).',
      ],
    },
  ];
}
