import { spawn } from 'node:child_process';
import { LabError } from '../../contract/errors.ts';
import { median } from '../../lab/statistics/summary.ts';
import type { BenchOptions, BesideResult } from '../../contract/bench.ts';
import { siblingModule } from '../sibling-module.ts';
import { runTask, type TaskOptions } from './run-task.ts';

const PAIRS = 5;
const stepTask = siblingModule(import.meta.url, './step-task');

/** Our whole step and another program's, in turn, each in a process of its own. @throws LabError */
export async function measureBeside(options: BenchOptions, command: string, task: TaskOptions): Promise<BesideResult> {
  const pairs: { oursMs: number; theirsMs: number }[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    task.onProgress?.(pair / PAIRS, `in turn with the other program, pair ${pair + 1} of ${PAIRS}`);
    const oursMs = await runTask<BenchOptions, number>(stepTask, options, { signal: task.signal });
    pairs.push({ oursMs, theirsMs: await theirMedian(command, task.signal) });
  }
  return { command, pairs, ratio: median(pairs.map(({ oursMs, theirsMs }) => oursMs / theirsMs)) };
}

async function theirMedian(command: string, signal?: AbortSignal): Promise<number> {
  const output = await outputOf(command, signal);
  for (const line of output.trim().split('\n').reverse()) {
    const value = medianOf(line);
    if (value !== undefined) return value;
  }
  throw new LabError(
    'invalid-argument',
    'The command of --beside printed no line of JSON with a number `medianMs`',
    'Give a command that times a step and prints, for example, {"medianMs": 210.5}.',
  );
}

function medianOf(line: string): number | undefined {
  try {
    const { medianMs } = JSON.parse(line) as { medianMs?: unknown };
    return typeof medianMs === 'number' ? medianMs : undefined;
  } catch {
    return undefined;
  }
}

function outputOf(command: string, signal?: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'], signal });
    let output = '';
    let complaint = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-500)));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve(output);
      const last = complaint.trim().split('\n').at(-1);
      reject(
        new LabError(
          'invalid-argument',
          `The command of --beside ended with code ${code}${last ? `: ${last}` : ''}`,
          'Try the command by itself first.',
        ),
      );
    });
  });
}
