import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FaultAccuracy, RateUpdate, RunEvent, RunStatus } from '../../main/contract/run.ts';
import type { Workspace } from '../../main/store/workspace.ts';
import { filesBelow, incomingCheckpoint, newRun, started, startedRun } from './support.ts';

const number = fc.oneof(
  // SQLite keeps whole numbers as integers, which have no negative zero
  fc.double().map((value) => (value === 0 ? 0 : value)),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY),
);
const count = fc.nat({ max: 1_000_000 });
const name = fc.string({ unit: 'grapheme', maxLength: 8 });

interface CheckpointPlan {
  readonly type: 'checkpoint';
  readonly content: string;
  readonly epoch: number;
  readonly final: boolean;
}

const results = fc.oneof(
  fc.record({
    type: fc.constant('progress' as const),
    progress: fc.record({ phase: fc.constantFrom('loading', 'training'), fraction: number, detail: name }),
  }),
  fc.record({
    type: fc.constant('metrics' as const),
    points: fc.array(
      fc.record({ series: fc.constantFrom('loss', 'accuracy'), step: fc.nat({ max: 5 }), value: number }),
      { maxLength: 6 },
    ),
  }),
  fc.record({
    type: fc.constant('sensitivity' as const),
    scores: fc.array(
      fc.record({
        metric: fc.constantFrom('std', 'kl'),
        layer: fc.constantFrom('conv1', 'linear', ''),
        value: number,
        standardError: number,
        n: count,
        seed: count,
        seconds: number,
      }),
      { maxLength: 4 },
    ),
  }),
  fc.record({
    type: fc.constant('plan' as const),
    plan: fc.record({
      trained: fc.array(name, { maxLength: 3 }),
      frozen: fc.array(name, { maxLength: 3 }),
      trainedBatchNorms: fc.array(name, { maxLength: 3 }),
      reason: name,
      speedupBound: number,
    }),
  }),
  fc.record({
    type: fc.constant('noise' as const),
    report: fc.record({
      layers: fc.array(fc.record({ layer: name, asked: number, measured: number, weights: count }), { maxLength: 3 }),
      matmulLayers: count,
    }),
  }),
  fc.record({
    type: fc.constant('accuracy' as const),
    result: fc.record({
      stage: fc.constantFrom('clean', 'noisy'),
      accuracy: number,
      low: number,
      high: number,
      confidence: number,
      draws: fc.array(number, { maxLength: 4 }),
      images: count,
    }),
  }),
  fc.record({
    type: fc.constant('timing' as const),
    timing: fc.record({
      forwardMs: number,
      noiseMs: number,
      inputGradientsMs: number,
      weightGradientsMs: number,
      updateMs: number,
      totalMs: number,
      fullStepMs: number,
      samples: count,
      batch: count,
    }),
  }),
  fc.record({
    type: fc.constant('rates' as const),
    update: fc.record({
      epoch: fc.nat({ max: 4 }),
      layers: fc.array(fc.record({ layer: name, rate: number, slope: number, standardError: number }), {
        maxLength: 3,
      }),
      energy: number,
      bestLoss: number,
    }),
  }),
  fc.record({
    type: fc.constant('memory' as const),
    report: fc.record({
      layers: fc.array(
        fc.record(
          { layer: name, weights: count, bits: count, rate: number, energyPerBit: number, bank: count },
          { requiredKeys: ['layer', 'weights', 'bits', 'rate', 'energyPerBit'] },
        ),
        { maxLength: 3 },
      ),
      energy: number,
      reliableEnergy: number,
      float16Energy: number,
      float32Energy: number,
    }),
  }),
  fc.record({
    type: fc.constant('fault-accuracy' as const),
    result: fc
      .tuple(
        fc.constantFrom(
          { kind: 'rate' as const },
          { kind: 'layer' as const, layer: '' },
          { kind: 'layer' as const, layer: 'conv1' },
        ),
        fc.record({
          rate: fc.constantFrom(0, 0.1, 0.5),
          accuracy: number,
          low: number,
          high: number,
          confidence: number,
          draws: fc.array(number, { maxLength: 4 }),
          images: count,
        }),
      )
      .map(([faults, measured]) => ({ ...faults, ...measured })),
  }),
);
const endings = fc.oneof(
  fc.constantFrom({ type: 'finished' } as const, { type: 'stopped' } as const),
  fc.record({
    type: fc.constant('failed' as const),
    error: fc.record({
      name: fc.constant('LabError' as const),
      code: fc.constant('not-finite' as const),
      message: name,
      nextStep: name,
    }),
  }),
);
const checkpoint: fc.Arbitrary<CheckpointPlan> = fc.record({
  type: fc.constant('checkpoint' as const),
  content: fc.constantFrom('a', 'b', 'c'),
  epoch: fc.nat({ max: 3 }),
  final: fc.boolean(),
});
type Action = Exclude<RunEvent, { type: 'checkpoint' }> | CheckpointPlan | { readonly type: 'requeue' };
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(started) },
  { weight: 12, arbitrary: results },
  { weight: 4, arbitrary: checkpoint },
  { weight: 1, arbitrary: endings },
  { weight: 1, arbitrary: fc.constant({ type: 'requeue' } as const) },
) as fc.Arbitrary<Action>;

/** What the store is meant to hold, in the plainest way. */
class Model {
  status: RunStatus = 'queued';
  attempts = 0;
  error: unknown;
  progress: unknown;
  readonly metrics = new Map<string, number>();
  readonly sensitivities = new Map<string, unknown>();
  readonly accuracies = new Map<string, unknown>();
  plan: unknown;
  noise: unknown;
  timing: unknown;
  readonly rates = new Map<number, RateUpdate>();
  memory: unknown;
  readonly faultAccuracies = new Map<string, FaultAccuracy>();
  checkpoints: CheckpointPlan[] = [];

  /** @returns whether it is allowed */
  apply(event: Action): boolean {
    if (event.type === 'requeue') {
      if (!['stopped', 'failed', 'lost'].includes(this.status)) return false;
      this.status = 'queued';
      this.error = undefined;
      this.progress = undefined;
      return true;
    }
    const open: readonly RunStatus[] = ['progress', 'stopped', 'failed'].includes(event.type)
      ? ['queued', 'running']
      : event.type === 'started'
        ? ['queued']
        : ['running'];
    if (!open.includes(this.status)) return false;
    this.take(event);
    return true;
  }

  private take(event: Exclude<Action, { type: 'requeue' }>): void {
    if (event.type === 'started') {
      this.status = 'running';
      this.attempts++;
    }
    if (event.type === 'progress') this.progress = event.progress;
    if (event.type === 'metrics')
      event.points.forEach((point) => this.metrics.set(`${point.series} ${point.step}`, point.value));
    if (event.type === 'sensitivity')
      event.scores.forEach((score) => this.sensitivities.set(`${score.metric} ${score.layer}`, score));
    if (event.type === 'accuracy') this.accuracies.set(event.result.stage, event.result);
    if (event.type === 'plan') this.plan = event.plan;
    if (event.type === 'noise') this.noise = event.report;
    if (event.type === 'timing') this.timing = event.timing;
    if (event.type === 'rates') this.rates.set(event.update.epoch, event.update);
    if (event.type === 'memory') this.memory = event.report;
    if (event.type === 'fault-accuracy') {
      const { kind, rate, layer } = event.result;
      this.faultAccuracies.set(JSON.stringify([kind, rate, layer]), event.result);
    }
    if (event.type === 'checkpoint') {
      this.checkpoints = [...this.checkpoints.filter((other) => other.final !== event.final), event];
    }
    if (event.type === 'stopped' || event.type === 'finished' || event.type === 'failed') this.status = event.type;
    if (event.type === 'failed') this.error = event.error;
    if (event.type === 'finished' && this.checkpoints.some((one) => one.final)) {
      this.checkpoints = this.checkpoints.filter((one) => one.final);
    }
  }
}

function expectSame(workspace: Workspace, runId: number, model: Model): void {
  const run = workspace.runs.get(runId);
  expect({ status: run.status, attempts: run.attempts, error: run.error, progress: run.progress }).toEqual({
    status: model.status,
    attempts: model.attempts,
    error: model.error,
    progress: model.progress,
  });
  const points = (['loss', 'accuracy'] as const).flatMap((series) =>
    workspace.metrics.read(runId, series).map(({ step, value }) => [`${series} ${step}`, value] as const),
  );
  expect(new Map(points)).toEqual(model.metrics);
  expect(workspace.sensitivities.ofRun(runId)).toEqual([...model.sensitivities.values()]);
  expect(workspace.accuracies.ofRun(runId)).toEqual([...model.accuracies.values()]);
  expect(workspace.plans.ofRun(runId)).toEqual(model.plan);
  expect(workspace.noiseReports.ofRun(runId)).toEqual(model.noise);
  expect(workspace.timings.ofRun(runId)).toEqual(model.timing);
  const updates = [...model.rates.values()].sort((left, right) => left.epoch - right.epoch);
  expect(workspace.rateUpdates.ofRun(runId)).toEqual(updates);
  expect(workspace.memoryReports.ofRun(runId)).toEqual(model.memory);
  expect(workspace.faultAccuracies.ofRun(runId)).toEqual([...model.faultAccuracies.values()]);
  expect(workspace.runs.provenances(runId)).toHaveLength(model.attempts);
  const kept = workspace.checkpoints.ofRun(runId);
  expect(kept.map(({ position, final }) => `${position.epoch} ${final}`).sort()).toEqual(
    model.checkpoints.map(({ epoch, final }) => `${epoch} ${final}`).sort(),
  );
}

test('whatever the order of events, the store holds what a plain model holds', () => {
  let refused = 0;
  let taken = 0;
  const step = fc.record({ run: fc.nat({ max: 1 }), action });
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 40 }), (steps) => {
      const { workspace, session, studyId } = startedRun();
      const runIds = session.enqueue([newRun(studyId), newRun(studyId)]).map((run) => run.id);
      const models = runIds.map(() => new Model());
      for (const { run, action } of steps) {
        const runId = runIds[run]!;
        const perform = (): void => {
          if (action.type === 'requeue') return session.requeue(runId);
          if (action.type !== 'checkpoint') return session.recordEvent(runId, action);
          const { content, epoch, final } = action;
          session.recordEvent(runId, incomingCheckpoint(session.incomingFolder, content, epoch, final));
        };
        if (models[run]!.apply(action)) {
          perform();
          taken++;
        } else {
          expect(perform).toThrow();
          refused++;
        }
      }
      runIds.forEach((runId, run) => expectSame(workspace, runId, models[run]!));
      const contents = new Set(models.flatMap((model) => model.checkpoints.map((one) => one.content)));
      expect(filesBelow(join(workspace.folder, 'files'))).toHaveLength(contents.size);
      expect(workspace.check()).toEqual([]);
      workspace.close();
    }),
    { seed: 20, numRuns: 100 },
  );
  expect(Math.min(refused, taken)).toBeGreaterThan(200);
});
