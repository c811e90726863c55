import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { watchedPage } from '../../interface/browser.ts';
import { fillWorkspace } from '../../support/synthetic-workspace.ts';
import { addressesOf, type Setting } from '../bench-setting.ts';
import { largest, median, type Figure } from '../figures/figure.ts';
import { frameIntervals, watchFrames } from '../page/frame-watch.ts';
import { nextEvent, sighted } from '../page/sighted.ts';
import { computedWithin, traceThread } from '../page/thread-trace.ts';
import { loadStudies, measuredRows } from './start.ts';

const runs = 10_000;
/** Pixels of a turn of the wheel: nearly a screen of rows, so that most of them are others in each frame */
const turn = 600;
/** Each takes some 20 s */
const mostScrolls = 3;

interface Scrolled {
  /** The longest time between two frames, ms */
  readonly longest: number;
  /** The most that was computed between two frames, ms */
  readonly computed: number;
  readonly frames: number;
  readonly over: number;
  /** Over 50 ms, as Chromium tells them */
  readonly longFrames: number;
  /** What was computed in each of the times over 50 ms */
  readonly computedInLong: readonly number[];
}

/** From the table's top to its end by the wheel, as fast as the page takes it. */
async function scrollThrough(page: Page): Promise<Scrolled> {
  const grid = page.getByRole('grid', { name: 'Runs' });
  await grid.evaluate((element) => element.scrollTo({ top: 0 }));
  await sighted(page, { selector: '[role="grid"] [data-row="0"]' });
  const box = (await grid.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const endTrace = await traceThread(page);
  const endWatch = await watchFrames(page);
  const isAtEnd = (): Promise<boolean> =>
    grid.evaluate((element) => element.scrollTop + element.clientHeight >= element.scrollHeight - 1);
  while (!(await isAtEnd())) for (let turns = 0; turns < 20; turns++) await page.mouse.wheel(0, turn);
  await sighted(page, { selector: `[role="grid"] [data-row="${runs - 1}"]` });
  const { frames, longFrames } = await endWatch();
  const tasks = await endTrace();
  // Frames come in multiples of 16.7 ms: three of them are 50 ms, whatever the clock's last digits say
  const intervals = frameIntervals(frames).map(({ start, duration }) => ({ start, duration: Math.round(duration) }));
  const computed = intervals.map(({ start, duration }) => computedWithin(tasks, start, duration));
  const computedInLong = computed.filter((_, index) => intervals[index]!.duration > 50);
  return {
    longest: largest(intervals.map(({ duration }) => duration)),
    computed: largest(computed),
    frames: frames.length,
    over: computedInLong.length,
    longFrames: longFrames.length,
    computedInLong,
  };
}

/** A workspace of 10,000 runs: loaded, opened, scrolled. */
export async function measureRunTable({
  browser,
  serve,
  folder,
  repetitions,
  say,
}: Setting): Promise<readonly Figure[]> {
  say(`Making ${runs} runs`);
  const workspace = join(folder, 'run-table');
  fillWorkspace(workspace, { runs });
  const served = await serve(workspace);
  const nextAddress = addressesOf(served);
  const loaded: number[] = [];
  const opened: number[] = [];
  const scrolled: Scrolled[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    say(
      `Opening ${runs} runs, ${repetition + 1} of ${repetitions}${repetition < mostScrolls ? ', and scrolling them' : ''}`,
    );
    const { page, close } = await watchedPage(browser);
    loaded.push(await loadStudies(page, await nextAddress()));
    const link = (name: string) => page.getByRole('navigation').getByRole('link', { name });
    await link('Profiles').click();
    await sighted(page, { selector: 'main h1', text: '^Profiles' });
    const clicked = await nextEvent(page, 'click');
    const there = sighted(page, measuredRows);
    await link('Studies').click();
    opened.push((await there) - (await clicked()));
    if (repetition < mostScrolls) scrolled.push(await scrollThrough(page));
    await close();
  }
  await served.stop();
  const workspaceOf = `A workspace of ${runs.toLocaleString('en-US')} runs in 40 studies.`;
  const inLong = scrolled.flatMap(({ computedInLong }) => computedInLong);
  const counts = (of: 'frames' | 'over' | 'longFrames'): string => scrolled.map((each) => each[of]).join(', ');
  return [
    {
      id: 'table:open',
      title: '10,000 runs open',
      unit: 'ms',
      target: { limit: 1000, bound: 'under' },
      judged: 'median',
      values: opened,
      notes: [
        `${workspaceOf} From the click on Studies, on another page, until ten rows with their accuracies are drawn.`,
      ],
    },
    {
      id: 'table:load',
      title: '10,000 runs, page loaded anew',
      unit: 'ms',
      target: { limit: 2000, bound: 'under' },
      judged: 'median',
      values: loaded,
      notes: ['The same from the beginning of the navigation, in a browser context of its own; for comparison.'],
    },
    {
      id: 'table:scroll',
      title: '10,000 runs scroll, longest frame',
      unit: 'ms',
      target: { limit: 50, bound: 'at most' },
      judged: 'every',
      values: scrolled.map(({ longest }) => longest),
      computed: scrolled.map(({ computed }) => computed),
      notes: [
        `From top to end in turns of the wheel of ${turn} pixels, as fast as the page takes them. The time between two frames is that`,
        'between the time stamps of requestAnimationFrame.',
        `Frames: ${counts('frames')}; over 50 ms: ${counts('over')}. Told by Chromium as long animation frames: ${counts('longFrames')}.`,
        ...(inLong.length === 0
          ? []
          : [
              `In those over 50 ms the page computed ${Math.round(median(inLong))} ms (median), at most ${Math.round(largest(inLong))} ms.`,
            ]),
      ],
    },
  ];
}
