import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { childrenOf, hasProc, isRunning, until } from '../runs/engine/support.ts';
import { trainingGate, type TrainingGate } from '../support/training-gate.ts';
import { lab, labHere, startLab, type StartOptions } from './command-line.ts';
import { endless, findingsOf, removeFolder, statusesOf, studyFolder, withStore } from './tiny-study.ts';

const epochs = 4;
const study = { training: { ...endless.training, epochs } };

let folder: string;
let gate: TrainingGate;
beforeEach(() => {
  folder = studyFolder(study);
  gate = trainingGate(folder);
});
afterEach(() => removeFolder(folder));

const statuses = () => Object.values(statusesOf(folder));

/** Whose trainings do not end before they are disturbed. */
const startHeld = (words: readonly string[], options: StartOptions = {}) =>
  startLab(folder, words, { ...options, environment: gate.environment });

describe('Ctrl-C', () => {
  test('stops with what is done kept, and says how to go on; resumed, it ends as if it had never been', async () => {
    const undisturbed = studyFolder(study);
    expect((await lab(undisturbed, 'run', 'tiny.yaml')).code).toBe(0);

    const started = startHeld(['run', 'tiny.yaml'], { group: true });
    expect(await started.sees(/noise injection .*: training/)).toBe(true);
    const engines = hasProc ? childrenOf(started.pid) : [];
    // As a terminal does: to every process of the group
    process.kill(-started.pid, 'SIGINT');
    const { code, signal, errors } = await started.ended;
    expect({ code, signal }).toEqual({ code: 1, signal: null });
    expect(errors).toContain('Stopping: what is done is kept. Press Ctrl-C again to end at once.\n');
    expect(errors).toMatch(
      /\nStopped with 1 of 3 runs finished; what the others had done is kept\.\n`npm run -s lab -- runs resume` continues them\.\n$/,
    );
    expect(engines.filter(isRunning)).toEqual([]);
    expect(statuses()).toEqual(['finished', 'stopped', 'stopped']);
    const kept = withStore(folder, (store) => store.checkpoints.latest(2)!.position);
    expect(kept.epoch).toBeLessThan(epochs);

    const resumed = await lab(folder, 'runs', 'resume');
    expect(resumed).toMatchObject({ code: 0, output: expect.stringContaining('Kept as study 1') });
    expect(findingsOf(folder)).toEqual(findingsOf(undisturbed));
    expect(withStore(folder, (store) => store.check())).toEqual([]);
    removeFolder(undisturbed);
  });

  test('twice ends at once; nothing is lost but the run, which is resumed', async () => {
    const started = startHeld(['run', 'tiny.yaml', '--json'], { group: true });
    expect(await started.sees(/noise injection .*: training/)).toBe(true);
    const engines = hasProc ? childrenOf(started.pid) : [];
    process.kill(-started.pid, 'SIGINT');
    process.kill(started.pid, 'SIGTERM');
    const { code } = await started.ended;
    // The clean stop may have been faster, or have come as far as the runs when the second signal ended the process
    expect([1, 130]).toContain(code);
    await until('the end of the engine', () => !engines.some(isRunning));
    const [first, ...others] = statuses();
    expect(first).toBe('finished');
    for (const status of others) expect(code === 130 ? ['lost', 'stopped'] : ['stopped']).toContain(status);
    expect((await lab(folder, 'runs', 'resume')).code).toBe(0);
    expect(statuses()).toEqual(['finished', 'finished', 'finished']);
  });

  test('as JSON is one document with the error in it', async () => {
    const started = startHeld(['run', 'tiny.yaml', '--json']);
    expect(await started.sees(/noise injection .*: training/)).toBe(true);
    process.kill(started.pid, 'SIGINT');
    const { code, output } = await started.ended;
    expect(code).toBe(1);
    expect(JSON.parse(output)).toMatchObject({
      stopped: true,
      runs: [{ status: 'finished' }, { status: 'stopped' }, { status: 'stopped' }],
      comparison: { unfinished: [{ id: 2 }, { id: 3 }] },
      error: { code: 'stopped', nextStep: '`npm run -s lab -- runs resume` continues them.' },
    });
  });

  test('while layers are scored gives no half ranking', async () => {
    const slow = { sensitivity: { metrics: ['std'], batch: 16, draws: 100_000 } };
    const scored = studyFolder(slow);
    const started = startLab(scored, ['sensitivity', 'tiny.yaml']);
    expect(await started.sees(/scoring/)).toBe(true);
    process.kill(started.pid, 'SIGINT');
    const { code, output, errors } = await started.ended;
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toMatch(
      /\nStopped before all layers were scored; what was done is kept\.\nRun the same command again/,
    );
    expect(statusesOf(scored)).toEqual({ 1: 'stopped' });
    removeFolder(scored);
  });
});

describe('two processes on one workspace', () => {
  test('see each other: list, a second run is refused, stop', async () => {
    const first = startHeld(['run', 'tiny.yaml']);
    expect(await first.sees(/noise injection .*: training/)).toBe(true);
    await until('a checkpoint', () => withStore(folder, (store) => store.checkpoints.latest(2)) !== undefined);

    const listed = JSON.parse((await labHere(folder, 'runs', 'list', '--json')).output);
    expect(listed).toMatchObject({ runs: [{ status: 'finished' }, { status: 'running' }, { status: 'queued' }] });

    const refused = await labHere(folder, 'run', 'tiny.yaml');
    expect(refused).toEqual({
      code: 1,
      output: '',
      errors:
        'Run 2 is being run by another process of this workspace.\n' +
        'Wait for it, or stop it with `npm run -s lab -- runs stop 2`.\n',
    });
    expect((await labHere(folder, 'runs', 'resume', '3')).errors).toMatch(
      /^Run 3 is about to be run by another process of this workspace\.\nWait for it/,
    );
    expect(await labHere(folder, 'runs', 'resume')).toMatchObject({
      code: 0,
      output: 'There is nothing to continue.\n',
    });
    expect(statuses()).toEqual(['finished', 'running', 'queued']);

    const none = await labHere(folder, 'runs', 'stop', '2', '1');
    expect(none).toMatchObject({ code: 2, errors: expect.stringContaining('Run 1 is finished') });
    expect((await labHere(folder, 'runs', 'stop', '3')).code).toBe(0);
    await until('run 3 to be stopped', () => statuses()[2] === 'stopped');
    expect(statuses()[1]).toBe('running');
    const stop = await labHere(folder, 'runs', 'stop', '2', '2');
    expect(stop.code).toBe(0);
    expect(stop.output).toContain('Run 2 ends after the step under way; `npm run -s lab -- runs resume` continues it.');
    const { code, errors } = await first.ended;
    expect(code).toBe(1);
    expect(errors).toContain('\nStopped with 1 of 3 runs finished; what the others had done is kept.\n');
    expect(statuses()).toEqual(['finished', 'stopped', 'stopped']);
    expect(withStore(folder, (store) => store.checkpoints.latest(2)!.position.epoch)).toBe(1);
  });

  test('given the same at the same moment do it once', async () => {
    const both = await Promise.all([lab(folder, 'run', 'tiny.yaml'), lab(folder, 'run', 'tiny.yaml')]);
    const [first, second] = both.toSorted((a, b) => a.code! - b.code!);
    expect(first!.code).toBe(0);
    // Unless one was so late that the other had finished
    if (second!.code !== 0) {
      expect(second!.errors).toMatch(/^Run \d (is being|is about to be) run by another process of this workspace\.\n/);
    }
    expect(statuses()).toEqual(['finished', 'finished', 'finished']);
  });

  test('work on different studies side by side', async () => {
    const both = await Promise.all([
      lab(folder, 'run', 'tiny.yaml', '--engine', 'wasm'),
      lab(folder, 'run', 'tiny.yaml', '--engine', 'cpu'),
    ]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(statuses()).toEqual(Array(6).fill('finished'));
    expect(withStore(folder, (store) => store.check())).toEqual([]);
  });
});
