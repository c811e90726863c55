import { describe, expect, test } from 'vitest';
import { noiseReportProgram } from '../../../../main/lab/noise/report.ts';
import { defineProgram, type Program } from '../../../../main/lab/ops/engine.ts';
import { sensitivityProgram } from '../../../../main/lab/sensitivity/sensitivity.ts';
import { fullPlan, saftPlan } from '../../../../main/lab/training/plan.ts';
import { startingState, trainingState } from '../../../../main/lab/training/step.ts';
import { timedStepPrograms } from '../../../../main/lab/training/timing.ts';
import { profileOf } from '../../noise/profiles.ts';
import { graph, tensorflow, wasm } from '../../training/engine-cases.ts';
import {
  linearNetwork,
  mixedNetwork,
  normalImages,
  roughParameters,
  stateShapes,
} from '../../training/small-networks.ts';
import { stepInputs, trainingOf } from '../../training/step-inputs.ts';

const gaussian = { noise: 'gaussian', mode: 'multiplicative', sigma: 0.1 };

describe.each([wasm, graph, tensorflow])('concatenating a single tensor on $title', ({ missing, open }) => {
  const it = missing ? test.skip : test;

  it('as such', async () => {
    const program = defineProgram({
      inputs: { x: { shape: [2], type: 'float32' } },
      build: (ops, { x }) => ({ outputs: { y: ops.concat([ops.square(x)], 0) } }),
    });
    const session = (await open()).open({}, { program }, {});
    expect((await session.run('program', { x: Float32Array.of(2, 3) }))['y']).toEqual(Float32Array.of(4, 9));
    session.dispose();
  });

  it('scores and noise report of a network with one layer', async () => {
    const network = linearNetwork(6, 3);
    const profile = profileOf(gaussian);
    const programs = {
      report: noiseReportProgram(network, profile, 1),
      scores: sensitivityProgram({ network, profile, metrics: ['std'], batch: 4, seed: 1 }),
    };
    const session = (await open()).open(stateShapes(network), programs, roughParameters(network));
    const draw = Int32Array.of(0);
    expect((await session.run('report', { draw }))['sigma'].length).toBe(1);
    const images = normalImages(network, 4);
    expect((await session.run('scores', { images, labels: new Int32Array(4), draw }))['std'].length).toBe(1);
    session.dispose();
  });

  it('noise report of a profile that excepts all layers but one', async () => {
    const network = mixedNetwork();
    const profile = profileOf(gaussian, { except: ['stem', 'depthwise', 'grouped'] });
    const programs = { report: noiseReportProgram(network, profile, 1) };
    const session = (await open()).open(stateShapes(network), programs, roughParameters(network));
    expect((await session.run('report', { draw: Int32Array.of(0) }))['sigma'].length).toBe(1);
    session.dispose();
  });

  it('timed steps of a plan that trains the last layer alone', async () => {
    const network = mixedNetwork();
    const training = trainingOf(2);
    const plan = saftPlan(network, { names: ['head'] }, 'frozen', []);
    const programs = timedStepPrograms({ network, training, plan, seed: 1 });
    const shapes = trainingState(network, fullPlan(network), training);
    const start = startingState(shapes, roughParameters(network));
    const session = (await open()).open(shapes, programs as Record<string, Program>, start);
    for (const program of Object.keys(programs)) {
      const { loss } = await session.run(program, stepInputs(network, training, 0));
      expect(Number.isFinite(loss[0])).toBe(true);
    }
    session.dispose();
  });
});
