import { describe, expect, test } from 'vitest';
import type { EngineSession, Program, Values } from '../../../main/lab/ops/engine.ts';
import { fullPlan, saftPlan } from '../../../main/lab/training/plan.ts';
import { startingState, trainingState } from '../../../main/lab/training/step.ts';
import { timedStepPrograms, timeSteps, type TimedSteps } from '../../../main/lab/training/timing.ts';
import { profileOf } from '../noise/profiles.ts';
import { graph, wasm } from './engine-cases.ts';
import { mixedNetwork, roughParameters } from './small-networks.ts';
import { stepInputs, trainingOf } from './step-inputs.ts';

const network = mixedNetwork();
const training = trainingOf(4);
const profile = profileOf({ noise: 'gaussian', mode: 'multiplicative', sigma: 0.1 });
const head = saftPlan(network, { names: ['head'] }, 'frozen', []);
const inputs = stepInputs(network, training, 0);

const everyPart: (keyof TimedSteps)[] = [
  'time:forward',
  'time:noise',
  'time:input-gradients',
  'time:weight-gradients',
  'time:update',
  'time:full',
];

/** A session in which each program takes as long as it is told to, by a clock of its own. */
function clockwork(duration: (program: keyof TimedSteps, round: number) => number) {
  let clock = 1000;
  const runs: string[] = [];
  const session = {
    async run(name: keyof TimedSteps, given: Readonly<Record<string, Values>>) {
      expect(given).toBe(inputs);
      clock += duration(name, runs.filter((run) => run === name).length);
      runs.push(name);
      return {};
    },
  } as unknown as EngineSession;
  return { session, runs, now: () => clock };
}

const programsFor = (names: readonly (keyof TimedSteps)[]): TimedSteps =>
  Object.fromEntries(names.map((name) => [name, {} as Program]));

const durations: Record<keyof TimedSteps, number> = {
  'time:forward': 60,
  'time:noise': 70,
  'time:input-gradients': 95,
  'time:weight-gradients': 130,
  'time:update': 133,
  'time:full': 200,
};

describe('parts of a step', () => {
  test('are the differences of successive programs', async () => {
    const { session, now } = clockwork((name) => durations[name]);
    expect(await timeSteps(session, programsFor(everyPart), inputs, 3, now)).toEqual({
      forwardMs: 60,
      noiseMs: 10,
      inputGradientsMs: 25,
      weightGradientsMs: 35,
      updateMs: 3,
      totalMs: 133,
      fullStepMs: 200,
      samples: 3,
      batch: 4,
    });
  });

  test('without noise the input gradients come on top of the forward pass', async () => {
    const { session, now } = clockwork((name) => durations[name]);
    const names = everyPart.filter((name) => name !== 'time:noise');
    expect(await timeSteps(session, programsFor(names), inputs, 3, now)).toMatchObject({
      forwardMs: 60,
      noiseMs: 0,
      inputGradientsMs: 35,
      weightGradientsMs: 35,
    });
  });

  test('where everything trains the step is the full step', async () => {
    const { session, now } = clockwork((name) => durations[name]);
    const timing = await timeSteps(session, programsFor(everyPart.slice(0, -1)), inputs, 1, now);
    expect(timing.fullStepMs).toBe(133);
  });

  test('are medians over the samples, without the first round, which warms up', async () => {
    const { session, runs, now } = clockwork((name, round) =>
      round === 0 ? 5000 : durations[name] + [9, -1, 0][round % 3],
    );
    const rounds: number[] = [];
    const timing = await timeSteps(session, programsFor(everyPart), inputs, 3, now, (done) => {
      rounds.push(done);
    });
    expect(timing).toMatchObject({ forwardMs: 60, noiseMs: 10, totalMs: 133, fullStepMs: 200, samples: 3 });
    expect(rounds).toEqual([0, 1, 2, 3]);
    // In turn, so that a drift falls on all alike
    expect(runs).toEqual([0, 1, 2, 3].flatMap(() => everyPart));
  });

  test('add up to the whole, and none is negative where the clock says so', async () => {
    const { session, now } = clockwork((name) => (name === 'time:update' ? 128 : durations[name]));
    const timing = await timeSteps(session, programsFor(everyPart), inputs, 2, now);
    expect(timing).toMatchObject({ updateMs: 0, totalMs: 128 });
    const even = clockwork((name) => durations[name]);
    const { forwardMs, noiseMs, inputGradientsMs, weightGradientsMs, updateMs, totalMs } = await timeSteps(
      even.session,
      programsFor(everyPart),
      inputs,
      2,
      even.now,
    );
    expect(forwardMs + noiseMs + inputGradientsMs + weightGradientsMs + updateMs).toBe(totalMs);
  });
});

describe('the timed programs', () => {
  test('are as many as there are parts', () => {
    const common = { network, training, seed: 1 };
    expect(Object.keys(timedStepPrograms({ ...common, plan: head, profile }))).toEqual(everyPart);
    const without = (...names: string[]) => everyPart.filter((name) => !names.includes(name));
    expect(Object.keys(timedStepPrograms({ ...common, plan: head }))).toEqual(without('time:noise'));
    expect(Object.keys(timedStepPrograms({ ...common, plan: fullPlan(network), profile }))).toEqual(
      without('time:full'),
    );
    // All layers trained, but batch-norm frozen, is less than everything
    const frozenNorms = saftPlan(network, { names: ['stem', 'depthwise', 'grouped', 'head'] }, 'frozen', []);
    expect(Object.keys(timedStepPrograms({ ...common, plan: frozenNorms, profile }))).toEqual(everyPart);
  });

  describe.each([wasm, graph])('on $title', ({ missing, open }) => {
    test.skipIf(missing)('run, agree on the loss, and only the updating ones move weights', async () => {
      const shapes = trainingState(network, fullPlan(network), training);
      const plan = saftPlan(network, { names: ['grouped', 'head'] }, 'frozen', []);
      const programs = timedStepPrograms({ network, training, seed: 1, plan, profile });
      const start = startingState(shapes, roughParameters(network));
      const session = (await open()).open(shapes, programs as Record<string, Program>, start);
      const losses: Record<string, number> = {};
      const moved: Record<string, string[]> = {};
      for (const name of everyPart) {
        await session.write(start);
        const { loss } = await session.run(name, inputs);
        losses[name] = loss[0];
        const after = await session.read();
        moved[name] = Object.keys(after).filter((tensor) =>
          after[tensor].some((value, i) => value !== start[tensor][i]),
        );
      }
      session.dispose();
      expect(moved['time:update']).toEqual(['grouped.weight', 'head.weight', 'head.bias']);
      expect(moved['time:full']).toContain('stem.weight');
      expect(moved['time:full']).toContain('depthwise.bn.running_mean');
      for (const name of everyPart.slice(0, 4)) expect(moved[name]).toEqual([]);
      expect(losses['time:forward']).not.toBeCloseTo(losses['time:noise'], 4);
      for (const name of ['time:input-gradients', 'time:weight-gradients', 'time:update']) {
        expect(losses[name]).toBeCloseTo(losses['time:noise'], 5);
      }
    });
  });
});
