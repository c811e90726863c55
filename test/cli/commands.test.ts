import { EventEmitter } from 'node:events';
import { resolve } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { LabError } from '../../main/contract/errors.ts';
import type { BenchOptions } from '../../main/contract/bench.ts';
import type { StudyOutcome } from '../../main/runs/laboratory/study-services.ts';
import { studyReport } from '../../main/report/study-report.ts';
import { comparison, run } from '../report/comparison-fixture.ts';
import { runWith } from './fake-laboratory.ts';

const quickstart = 'resources/studies/quickstart.yaml';
const finished = { ...run, status: 'finished' as const, fraction: 1 };
const outcome: StudyOutcome = { study: comparison.study, runs: [finished], comparison, stopped: false };

afterEach(() => vi.unstubAllEnvs());

describe('doctor', () => {
  const good = { name: 'engine', status: 'pass' as const, detail: 'graph, TensorFlow 2.21.0' };
  const bad = { name: 'store', status: 'fail' as const, detail: 'is read-only', nextStep: 'Give another --workspace.' };

  test('prints a line for each check', async () => {
    const { code, output, errors, closed } = await runWith(['doctor'], { doctor: async () => ({ checks: [good] }) });
    expect({ code, output, errors, closed }).toEqual({
      code: 0,
      output: 'pass  engine  graph, TensorFlow 2.21.0\n',
      errors: '',
      closed: 1,
    });
  });

  test('fails when a check fails, and says what to do', async () => {
    const { code, output, errors } = await runWith(['doctor'], { doctor: async () => ({ checks: [good, bad] }) });
    expect(code).toBe(1);
    expect(output).toBe(
      'pass  engine  graph, TensorFlow 2.21.0\nfail  store   is read-only\n              Give another --workspace.\n',
    );
    expect(errors).toBe('One check fails: store.\nGive another --workspace.\n');
  });

  test('as JSON is one document, the error in it', async () => {
    const { code, output } = await runWith(['doctor', '--json'], { doctor: async () => ({ checks: [bad] }) });
    expect(code).toBe(1);
    expect(JSON.parse(output)).toMatchObject({
      ok: false,
      checks: [bad],
      error: { message: 'One check fails: store.' },
    });
  });
});

describe('run', () => {
  test('hands over the specification and prints the report; progress goes to stderr', async () => {
    const startStudy = vi.fn<
      (specification: unknown, watcher: { onEvent(event: unknown): void }) => Promise<StudyOutcome>
    >(async (_specification, watcher) => {
      watcher.onEvent({ type: 'notice', message: 'Engine: wasm.' });
      watcher.onEvent({ type: 'run-ended', run: finished });
      return outcome;
    });
    const { code, output, errors, opened } = await runWith(['run', quickstart, '--engine', 'wasm'], { startStudy });
    expect(code).toBe(0);
    expect(output).toBe(
      `${studyReport(comparison)}\n\nKept as study 1; \`npm run -s lab -- compare 1\` shows this again.\n`,
    );
    expect(errors).toBe('Engine: wasm.\nRun 8 (SAFT k=2, additive, seed 1) finished after 1 min 20 s\n');
    expect(startStudy.mock.calls[0]![0]).toMatchObject({
      specification: { name: 'Quickstart', engine: { name: 'wasm', precision: 'float32' } },
    });
    expect(opened).toEqual([
      { workspace: resolve('noisefloor-workspace'), command: `npm run -s lab -- run ${quickstart} --engine wasm` },
    ]);
  });

  test('as JSON prints the outcome alone on stdout', async () => {
    const { code, output } = await runWith(['run', quickstart, '--json'], {
      startStudy: async (_specification, { onEvent }) => {
        onEvent({ type: 'notice', message: 'Engine: wasm.' });
        return outcome;
      },
    });
    expect(code).toBe(0);
    expect(JSON.parse(output)).toEqual(JSON.parse(JSON.stringify(outcome)));
  });

  test('fails with the cause of the run that failed', async () => {
    const error = { name: 'LabError' as const, code: 'not-finite' as const, message: 'NaN.', nextStep: 'Lower it.' };
    const failed = { ...run, status: 'failed' as const, error };
    const { code, errors, output } = await runWith(['run', quickstart], {
      startStudy: async () => ({ ...outcome, runs: [finished, failed], comparison: undefined }),
    });
    expect(code).toBe(1);
    expect(output).toContain('failed');
    expect(errors).toBe('Run 8 failed: NaN.\nLower it.\n');
  });

  test('opens nothing for a bad specification', async () => {
    const { code, opened, errors } = await runWith(['run', 'package.json']);
    expect(code).toBe(2);
    expect(opened).toEqual([]);
    expect(errors).toContain('package.json:1: ');
  });

  test('--check needs no laboratory', async () => {
    const { code, opened, output } = await runWith(['run', quickstart, '--check', '--json']);
    expect(code).toBe(0);
    expect(opened).toEqual([]);
    expect(JSON.parse(output)).toMatchObject({ valid: true, name: 'Quickstart', trainingRuns: 6 });
  });
});

describe('stopping', () => {
  async function interrupted(times: number, words: readonly string[]) {
    const signals = new EventEmitter();
    const result = await runWith(
      words,
      {
        startStudy: async (_specification, { signal }) => {
          for (let time = 0; time < times; time++) signals.emit('SIGINT');
          return { ...outcome, runs: [finished, run], stopped: signal.aborted };
        },
      },
      signals,
    );
    expect(signals.listenerCount('SIGINT') + signals.listenerCount('SIGTERM')).toBe(0);
    return result;
  }

  test('the first Ctrl-C asks for a clean stop and the end says how to go on', async () => {
    const { code, errors, output, exits } = await interrupted(1, ['run', quickstart]);
    expect(code).toBe(1);
    expect(exits).toEqual([]);
    expect(output).toContain('Kept as study 1');
    expect(errors).toBe(
      'Stopping: what is done is kept. Press Ctrl-C again to end at once.\n' +
        'Stopped with 1 of 2 runs finished; what the others had done is kept.\n' +
        '`npm run -s lab -- runs resume` continues them.\n',
    );
  });

  test('does not promise to keep what a command without a study has done', async () => {
    const signals = new EventEmitter();
    const bench = (): Promise<never> => {
      signals.emit('SIGINT');
      return Promise.reject(new LabError('stopped', 'The measurement was stopped.', 'Start it again.'));
    };
    const { code, errors } = await runWith(['bench'], { bench }, signals);
    expect({ code, errors }).toEqual({
      code: 1,
      errors: 'Stopping. Press Ctrl-C again to end at once.\nThe measurement was stopped.\nStart it again.\n',
    });
  });

  test('the second ends the process', async () => {
    expect((await interrupted(2, ['run', quickstart])).exits).toEqual([130]);
  });

  test('as JSON is still one document', async () => {
    const { output } = await interrupted(1, ['run', quickstart, '--json']);
    expect(JSON.parse(output)).toMatchObject({ stopped: true, error: { code: 'stopped' } });
  });
});

describe('the other commands ask for what their options say', () => {
  test('quickstart', async () => {
    const ask = vi.fn(async () => ({ ...outcome, workspace: 'FOLDER', engine: 'wasm', seconds: 71 }));
    const { code, output } = await runWith(['quickstart', '--engine', 'wasm'], { quickstart: ask });
    expect(code).toBe(0);
    expect(ask).toHaveBeenCalledWith({ engine: 'wasm' }, expect.anything());
    expect(output).toContain('Took 1 min 11 s on the wasm engine. Everything is in FOLDER, as study 1.');
    expect(output).toContain('npm run -s lab -- compare 1');
  });

  test('sensitivity', async () => {
    const { code, output } = await runWith(['sensitivity', quickstart], {
      sensitivity: async () => ({ architecture: 'lenet5', batch: 128, draws: 8, profiles: [] }),
    });
    expect(code).toBe(0);
    expect(output).toBe('Sensitivity of lenet5, batch 128, draws 8\n');
  });

  test('runs list', async () => {
    const ask = vi.fn(async () => [run]);
    const { output } = await runWith(['runs', 'list', '--study', 'Small', '--status', 'lost', '--json'], {
      listRuns: ask,
    });
    expect(ask).toHaveBeenCalledWith({ study: 'Small', status: 'lost' });
    expect(JSON.parse(output)).toEqual({ runs: [run] });
  });

  test('runs resume and stop', async () => {
    const resume = vi.fn(async () => [outcome, outcome]);
    const stop = vi.fn(async () => [run]);
    expect((await runWith(['runs', 'resume'], { resume })).code).toBe(0);
    expect((await runWith(['runs', 'resume', '3', '5', '--parallel', '2'], { resume })).code).toBe(0);
    expect(resume.mock.calls).toEqual([
      [[], expect.anything(), { parallel: 1 }],
      [[3, 5], expect.anything(), { parallel: 2 }],
    ]);
    expect((await runWith(['runs', 'stop', '8'], { stop })).code).toBe(0);
    expect(stop).toHaveBeenCalledWith([8]);
  });

  test('runs resume with nothing to do', async () => {
    expect(await runWith(['runs', 'resume'], { resume: async () => [] })).toMatchObject({
      code: 0,
      output: 'There is nothing to continue.\n',
    });
  });

  test('runs show, compare', async () => {
    const missing = new LabError('not-found', 'There is no run 9.', '`lab runs list` lists them.');
    const { code, errors, output, closed } = await runWith(['runs', 'show', '9'], {
      showRun: () => Promise.reject(missing),
    });
    expect({ code, errors, output, closed }).toEqual({
      code: 1,
      errors: 'There is no run 9.\n`lab runs list` lists them.\n',
      output: '',
      closed: 1,
    });
    const compare = vi.fn(async () => comparison);
    const compared = await runWith(['compare', 'Small'], { compare });
    expect(compared.output).toBe(`${studyReport(comparison)}\n`);
    await runWith(['compare', 'Small', '--network', 'lenet5'], { compare });
    expect(compare.mock.calls).toEqual([
      ['Small', {}],
      ['Small', { network: 'lenet5' }],
    ]);
  });

  test('bench', async () => {
    const bench = vi.fn(async (_options: BenchOptions) => ({
      provenance: { engine: 'graph', precision: 'bfloat16', versions: {}, checksums: {} },
      architecture: 'lenet5',
      batch: 32,
      cores: 2,
      peakMemoryBytes: 1e9,
      rows: [],
    }));
    await runWith(['bench', '--precision', 'bfloat16', '--architecture', 'lenet5', '--batch', '32'], { bench });
    const choices = { engine: { name: 'auto', precision: 'bfloat16' }, architecture: 'lenet5', batch: 32, steps: 20 };
    expect(bench).toHaveBeenCalledWith(choices, expect.anything());
    expect(bench.mock.lastCall![0]).toMatchObject({ lanmax: undefined, beside: undefined });
  });

  test('bench with what is measured in turn', async () => {
    const lanmax = { stepsPerEpoch: 30, layers: 3, epochs: [{ uniformMs: 400, lanmaxMs: 404 }], ratio: 1.01 };
    const bench = vi.fn(async (_options: BenchOptions) => ({
      provenance: { engine: 'wasm', precision: 'float32', versions: {}, checksums: {} },
      architecture: 'mlp-bn-16-16',
      batch: 16,
      cores: 2,
      peakMemoryBytes: 1e9,
      rows: [],
      lanmax,
    }));
    const { code, output } = await runWith(['bench', '--lanmax', '--steps', '30', '--beside', 'python step.py'], {
      bench,
    });
    expect(code).toBe(0);
    expect(bench.mock.lastCall![0]).toMatchObject({ steps: 30, lanmax: true, beside: 'python step.py' });
    expect(output).toContain(
      'An epoch of LaNMax beside one under a single fault rate, binary weights, 3 layers, 30 steps',
    );
    const { output: json } = await runWith(['bench', '--lanmax', '--json'], { bench });
    expect(JSON.parse(json)).toMatchObject({ lanmax });
  });
});

describe('the workspace', () => {
  const parts = { listRuns: async () => [] };

  test('is what --workspace says, before the environment', async () => {
    vi.stubEnv('NOISEFLOOR_WORKSPACE', '/from/environment');
    expect((await runWith(['runs', 'list', '--workspace', '/given'], parts)).opened[0]!.workspace).toBe('/given');
    expect((await runWith(['runs', 'list'], parts)).opened[0]!.workspace).toBe('/from/environment');
  });

  test('that is empty is refused', async () => {
    expect((await runWith(['runs', 'list', '--workspace', ''], parts)).code).toBe(2);
  });
});

test('an unexpected exception is a failure that points to doctor, and closes the laboratory', async () => {
  const { code, errors, closed } = await runWith(['compare', '1']);
  expect(code).toBe(1);
  expect(closed).toBe(1);
  expect(errors).toContain('Unexpected failure');
  expect(errors).toContain('lab -- doctor');
});
