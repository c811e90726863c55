import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createArchive, type CreateOptions } from '../../main/archive/create-archive.ts';
import { specificationSchema } from '../../main/contract/specification.ts';
import { canonicalJson } from '../../main/store/canonical-json.ts';
import type { Session } from '../../main/store/session.ts';
import { openWorkspace, type Workspace } from '../../main/store/workspace.ts';
import { configuration, machine } from '../store/samples.ts';
import { incomingCheckpoint, newRun, specification, started } from '../store/support.ts';

export const application = '0.1.0';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-test-archive-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function opened(folder: string): Workspace {
  const workspace = openWorkspace(folder);
  onTestFinished(() => workspace.close());
  return workspace;
}

const measured = { low: 0.4, high: 0.6, confidence: 0.95, draws: [0.4, Number.NaN, 0.6], images: 100 };

/** Everything a run can record, with numbers that JSON lacks. */
export function recordResults(session: Session, runId: number, { weights = 'weights', points = 3 } = {}): void {
  const record = (event: Parameters<Session['recordEvent']>[1]): void => session.recordEvent(runId, event);
  record({ type: 'progress', progress: { phase: 'training', fraction: 0.5, detail: 'epoch 1', secondsLeft: 3 } });
  record({
    type: 'metrics',
    points: Array.from({ length: points }, (_, step) => ({
      series: 'loss' as const,
      step,
      value: [1 / 3, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e-308][step % 5]!,
    })),
  });
  const score = { metric: 'std', value: 0.1, standardError: Number.NaN, n: 4, seed: 1, seconds: 2 } as const;
  record({
    type: 'sensitivity',
    scores: [
      { ...score, layer: 'dense1' },
      { ...score, layer: 'dense2' },
    ],
  });
  record({
    type: 'plan',
    plan: { trained: ['dense1'], frozen: ['dense2'], trainedBatchNorms: [], reason: 'By std.', speedupBound: 2 },
  });
  record({
    type: 'noise',
    report: { layers: [{ layer: 'dense1', asked: 0.1, measured: 0.099, weights: 12 }], matmulLayers: 2 },
  });
  record({ type: 'accuracy', result: { ...measured, stage: 'noisy', accuracy: 0.5 } });
  record({ type: 'accuracy', result: { ...measured, stage: 'recovered', accuracy: 0.55, draws: [0.55] } });
  record({
    type: 'timing',
    timing: {
      forwardMs: 1,
      noiseMs: 1,
      inputGradientsMs: 1,
      weightGradientsMs: 1,
      updateMs: 1,
      totalMs: 5,
      fullStepMs: 6,
      samples: 20,
      batch: 32,
    },
  });
  record({
    type: 'rates',
    update: {
      epoch: 1,
      layers: [{ layer: 'dense1', rate: 0.1, slope: 0.2, standardError: 0.01 }],
      energy: 0.5,
      bestLoss: 1,
    },
  });
  record({
    type: 'memory',
    report: {
      layers: [
        { layer: 'dense1', weights: 12, bits: 8, rate: 0.1, energyPerBit: 0.4, bank: 0 },
        { layer: 'dense2', weights: 12, bits: 8, rate: 0.1, energyPerBit: 0.4 },
      ],
      energy: 77,
      reliableEnergy: 192,
      float16Energy: 384,
      float32Energy: 768,
    },
  });
  record({ type: 'fault-accuracy', result: { ...measured, kind: 'rate', rate: 0.1, accuracy: 0.5 } });
  record({ type: 'fault-accuracy', result: { ...measured, kind: 'layer', rate: 0.5, layer: 'dense1', accuracy: 0.5 } });
  record(incomingCheckpoint(session.incomingFolder, `${weights} ${runId} last`, 0));
  record(incomingCheckpoint(session.incomingFolder, `${weights} ${runId}`, 1, true));
}

/** Of which tables can be made: its profile is in it */
const compared = specificationSchema.parse({
  ...specification(),
  profile: { name: 'five per cent', ...configuration.profile!.profile },
  methods: [{ method: 'noise-injection', label: 'noise-injection' }],
});

const source = 'version: 1\nname: A study # <script>alert(1)</script>\n';

/**
 * A workspace with a study of four runs: finished, failed, running, queued; and another study, which must not get into an
 * archive.
 */
export function filledWorkspace(
  folder: string,
  points = 3,
): { readonly workspace: Workspace; readonly studyId: number } {
  const workspace = opened(folder);
  const session = workspace.startSession(machine);
  const other = workspace.studies.create(specification('Another'), 'name: Another\n').id;
  const studyId = workspace.studies.create(compared, source).id;
  const [foreign] = session.enqueue([newRun(other, { seed: 9 })]);
  const [finished, failed] = session.enqueue([1, 2, 3, 4].map((seed) => newRun(studyId, { seed })));
  for (const run of [foreign!, finished!]) {
    session.recordEvent(run.id, started);
    recordResults(session, run.id, { points });
    session.recordEvent(run.id, { type: 'finished' });
  }
  session.recordEvent(failed!.id, started);
  const error = { name: 'LabError', code: 'not-finite', message: 'The loss is no number.', nextStep: 'Less.' } as const;
  session.recordEvent(failed!.id, { type: 'failed', error });
  session.recordEvent(failed!.id + 1, started);
  recordResults(session, failed!.id + 1, { weights: 'others', points });
  workspace.annotations.change([finished!.id], { addTags: ['paper'], notes: 'Looked at.', locked: true });
  return { workspace, studyId };
}

/** An archive of the study of {@link filledWorkspace}. */
export async function archiveOf(
  { workspace, studyId }: { readonly workspace: Workspace; readonly studyId: number },
  name = 'study.noisefloor',
  options: Partial<CreateOptions> = {},
): Promise<{ readonly path: string; readonly bytes: Buffer }> {
  const path = join(temporaryFolder(), name);
  await createArchive(workspace, studyId, path, { application, ...options });
  return { path, bytes: readFileSync(path) };
}

/** Everything of a study as the repositories tell it, without the numbers that each workspace gives. */
export function contentOf(workspace: Workspace, studyId: number): unknown {
  const {
    name,
    notes,
    createdAt,
    specification: asked,
    source: text,
    specificationHash,
  } = workspace.studies.get(studyId);
  const runs = workspace.runs.list({ studyId }).map(({ id }) => {
    const { id: _id, studyId: _study, ...run } = workspace.runs.get(id);
    return {
      run,
      provenances: workspace.runs.provenances(id),
      metrics: workspace.metrics.series(id).map((series) => workspace.metrics.read(id, series)),
      summaries: workspace.metrics.summaries(id),
      sensitivities: workspace.sensitivities.ofRun(id),
      plan: workspace.plans.ofRun(id),
      noise: workspace.noiseReports.ofRun(id),
      accuracies: workspace.accuracies.ofRun(id),
      timing: workspace.timings.ofRun(id),
      rates: workspace.rateUpdates.ofRun(id),
      memory: workspace.memoryReports.ofRun(id),
      faults: workspace.faultAccuracies.ofRun(id),
      log: workspace.runLog.ofRun(id),
      checkpoints: workspace.checkpoints
        .ofRun(id)
        .map(({ position, final, sha256, path }) => ({ position, final, sha256, content: readFileSync(path, 'utf8') })),
    };
  });
  return { name, notes, createdAt, specificationHash, text, asked: canonicalJson(asked), runs };
}
