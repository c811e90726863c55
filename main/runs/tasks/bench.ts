import type { Watcher } from '../progress/watcher.ts';
import { workProgress } from '../progress/work-progress.ts';
import { siblingModule } from '../sibling-module.ts';
import type { BenchOptions, BenchResult, LanmaxBench } from '../../contract/bench.ts';
import { measureBeside } from './beside.ts';
import { runTask } from './run-task.ts';

const benchTask = siblingModule(import.meta.url, './bench-task');
const lanmaxTask = siblingModule(import.meta.url, './lanmax-task');

/** Measures training steps, each kind of measurement in a process of its own. */
export async function bench(options: BenchOptions, watcher: Watcher): Promise<BenchResult> {
  const tell = workProgress(watcher, 'bench', 'timing', 0.05);
  const parts = 1 + Number(options.beside !== undefined) + Number(options.lanmax === true);
  const task = (part: number) => ({
    signal: watcher.signal,
    onProgress: (fraction: number, detail: string) => tell((part + fraction) / parts, detail),
  });
  const result = await runTask<BenchOptions, BenchResult>(benchTask, options, task(0));
  const beside = options.beside === undefined ? {} : { beside: await measureBeside(options, options.beside, task(1)) };
  if (options.lanmax !== true) return { ...result, ...beside };
  const lanmax = await runTask<BenchOptions, LanmaxBench>(lanmaxTask, options, task(parts - 1));
  return { ...result, ...beside, lanmax };
}
