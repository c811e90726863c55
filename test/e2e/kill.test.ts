import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomStream } from '../../main/lab/random/stream.ts';
import { childrenOf, hasProc, isRunning, killIfThere, until } from '../runs/engine/support.ts';
import { lab, labHere, startLab } from './command-line.ts';
import { endless, findingsOf, removeFolder, statusesOf, studyFolder, withStore } from './tiny-study.ts';

const kills = 12;
/** Half a second of training in each run, so that a moment picked at random is often within one. */
const study = {
  model: { architecture: 'lenet5', weights: 'lenet5.safetensors' },
  training: { ...endless.training, epochs: 8 },
};
const phases = [/: loading/, /: evaluating/, /: scoring/, /: training/, /: training/, /: training/, /: timing/];

let undisturbed: string;
beforeAll(async () => {
  undisturbed = studyFolder(study);
  expect((await lab(undisturbed, 'run', 'tiny.yaml')).code).toBe(0);
});
afterAll(() => removeFolder(undisturbed));

/** Commands in the order a user would give them: run it once, then resume until all of it is there. */
async function expectTheSameInTheEnd(folder: string): Promise<void> {
  const { code, errors } = await lab(folder, ...nextCommand(folder));
  expect({ code, errors }).toMatchObject({ code: 0 });
  expect(findingsOf(folder)).toEqual(findingsOf(undisturbed));
  withStore(folder, (store) => {
    expect(store.check()).toEqual([]);
    // Of a finished run the result alone is kept
    expect(store.files.list()).toHaveLength(2);
  });
}

const isBegun = (folder: string): boolean =>
  existsSync(join(folder, 'noisefloor-workspace', 'noisefloor.sqlite')) && Object.keys(statusesOf(folder)).length > 0;
const nextCommand = (folder: string): string[] => (isBegun(folder) ? ['runs', 'resume'] : ['run', 'tiny.yaml']);
const isDone = (folder: string): boolean =>
  isBegun(folder) && Object.values(statusesOf(folder)).every((status) => status === 'finished');

describe.skipIf(!hasProc)(`kill -9 at random moments (processes are found in /proc, so on Linux)`, () => {
  const whole = 'the store opens and is whole, the run is lost, resuming finishes it with the same bytes';
  test(whole, { timeout: 900_000 }, async () => {
    const stream = randomStream(2026, 'test/kills', 0);
    let folder = studyFolder(study);
    let lost = 0;
    // Where a run has ended before its moment came, another is picked: how many do is the machine's speed
    for (let kill = 0; kill < kills || (lost < kills / 2 && kill < 5 * kills); kill++) {
      const phase = phases[stream.nextInteger(phases.length)]!;
      const victim = stream.nextInteger(2) === 0 ? 'command line' : 'engine';
      const afterMs = stream.nextInteger(250);
      const started = startLab(folder, nextCommand(folder));
      const isThere = await started.sees(phase);
      await delay(isThere ? afterMs : 0);
      const engines = childrenOf(started.pid);
      // Either may end by itself at this very moment, and its number be another's
      if (victim === 'command line') started.process.kill('SIGKILL');
      else if (engines[0] !== undefined) killIfThere(engines[0]);
      const { code, errors } = await started.ended;
      await until('the end of the engine', () => !engines.some(isRunning));

      const where = `kill ${kill}: ${victim}, ${afterMs} ms after ${String(phase)}\n${errors}`;
      const found = Object.values(statusesOf(folder));
      expect(
        withStore(folder, (store) => store.check()),
        where,
      ).toEqual([]);
      expect(['finished', 'lost', 'stopped'], where).toEqual(expect.arrayContaining(found));
      if (victim === 'engine' && found.includes('lost')) {
        expect({ code, errors }, where).toMatchObject({ code: 1, errors: expect.stringMatching(/runs resume/) });
      }
      lost += found.filter((status) => status === 'lost').length;
      if (isDone(folder)) {
        await expectTheSameInTheEnd(folder);
        removeFolder(folder);
        folder = studyFolder(study);
      }
    }
    expect(lost).toBeGreaterThanOrEqual(kills / 2);
    await expectTheSameInTheEnd(folder);
    removeFolder(folder);
  });

  test('of the engine while it prepares leaves what builds on it for later', async () => {
    const folder = studyFolder({ ...study, sensitivity: { metrics: ['std'], batch: 16, draws: 4000 } });
    const started = startLab(folder, ['run', 'tiny.yaml']);
    await started.sees(/: scoring/);
    process.kill(childrenOf(started.pid)[0]!, 'SIGKILL');
    const { code, errors } = await started.ended;
    expect(code).toBe(1);
    expect(errors).toContain(
      'Run 3 is left for later. It needs the sensitivity under "profile", which is lost (run 1).',
    );
    expect(errors).toMatch(/\nThe process of run 1 died\.\n`npm run -s lab -- runs resume` continues from the last/);
    expect(statusesOf(folder)).toEqual({ 1: 'lost', 2: 'finished', 3: 'stopped' });
    removeFolder(folder);
  });

  test('of the command line is shown as such', async () => {
    const folder = studyFolder(endless);
    const started = startLab(folder, ['run', 'tiny.yaml']);
    await started.sees(/noise injection .*: training/);
    await until('a checkpoint', () => withStore(folder, (store) => store.checkpoints.latest(2)) !== undefined);
    process.kill(started.pid, 'SIGKILL');
    expect((await started.ended).signal).toBe('SIGKILL');
    const { output } = await labHere(folder, 'runs', 'list');
    expect(output).toMatch(/\n\s+2\s+lost\s+1 Tiny\s+profile\s+noise injection\s+1\s+\d+ % done/);
    const shown = JSON.parse((await labHere(folder, 'runs', 'show', '2', '--json')).output);
    expect(shown).toMatchObject({ status: 'lost', checkpoints: [{ final: false }] });
    removeFolder(folder);
  });
});
