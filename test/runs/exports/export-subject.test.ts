import { describe, expect, it, onTestFinished } from 'vitest';
import type { RunEvent } from '../../../main/contract/run.ts';
import { encodeSafetensors } from '../../../main/data/safetensors-writer.ts';
import { weightToTorch } from '../../../main/data/weights-layout.ts';
import { buildArchitecture } from '../../../main/lab/network/architectures/registry.ts';
import { initialParameters } from '../../../main/lab/network/initialisation.ts';
import { standardDeviation } from '../../../main/lab/statistics/moments.ts';
import { exportSubject } from '../../../main/runs/exports/export-subject.ts';
import { stretchMeans } from '../../../main/runs/exports/learning-curves.ts';
import { incomingCheckpoint } from '../../store/support.ts';
import { smallStudy } from '../job/bench.ts';
import { accuracy, storeStudy, type StoredStudy } from '../laboratory/stored-study.ts';

const network = buildArchitecture('mlp-8', { inputShape: [16, 16, 1], classes: 10 });
const before = initialParameters(network, 5);

/** Weights of `mlp-8` as a checkpoint, those of one layer moved by so much. */
function weightsEvent({ session }: StoredStudy, moved: string, by: number): RunEvent {
  const tensors = Object.entries(network.parameters).map(([name, { kind, shape }]) => {
    const values = before[name]!.map((value) => (name === moved ? value + by : value));
    return [name, weightToTorch(kind, { shape, values })] as const;
  });
  return incomingCheckpoint(session.incomingFolder, Buffer.concat(encodeSafetensors(new Map(tensors))), 1, true);
}

function finishedStudy(): StoredStudy {
  const study = storeStudy(smallStudy({ seeds: [1, 2] }));
  onTestFinished(() => study.store.close());
  for (const [index, id] of study.ids.entries()) {
    const { kind, seed } = study.configurations[index]!;
    if (kind === 'prepare') {
      study.finish(id, [accuracy('noisy', [0.5, 0.6])]);
      continue;
    }
    const plan = { trained: ['fc1'], frozen: ['fc2'], trainedBatchNorms: [], reason: '', speedupBound: 1 };
    const points = Array.from({ length: 1300 }, (_, step) => ({
      ...{ series: 'loss' as const, step: step + 1, value: step % 2 === 0 ? 1 : 3 },
    }));
    study.finish(id, [
      ...(kind === 'train'
        ? [
            { type: 'plan' as const, plan },
            { type: 'metrics' as const, points },
          ]
        : []),
      ...(kind === 'train' ? [accuracy('recovered', [0.8, 0.9])] : []),
      weightsEvent(study, 'fc1.weight', kind === 'train' ? 0.01 * seed : 0),
    ]);
  }
  return study;
}

describe('what is exported of a study', () => {
  it('has its comparison, learning curves and weight changes of every seed', async () => {
    const { store, studyId } = finishedStudy();
    const heard: number[] = [];
    const subject = await exportSubject(store, studyId, {
      command: 'lab export 1 out',
      onProgress: (fraction) => heard.push(fraction),
    });
    expect(subject.comparison.study.id).toBe(studyId);
    expect(subject.specification.name).toBe('small');
    expect(subject.provenance.command).toBe('lab export 1 out');
    expect(subject.provenance.program).toMatch(/^Noisefloor \d/);
    expect(subject.learningCurves.map(({ series, seed, points }) => [series, seed, points.length])).toEqual([
      ['loss', 1, 600],
      ['loss', 2, 600],
    ]);
    const deviation = standardDeviation(before['fc1.weight']!);
    const [first, second] = subject.weightChanges;
    expect(subject.weightChanges).toHaveLength(2);
    expect(first).toMatchObject({ layer: 'fc1', trained: true, method: 'noise-injection' });
    expect(first!.seeds.map(({ seed }) => seed)).toEqual([1, 2]);
    for (const { seed, relative } of first!.seeds) expect(relative).toBeCloseTo((0.01 * seed) / deviation, 4);
    expect(second).toMatchObject({ layer: 'fc2', trained: false, seeds: [{ relative: 0 }, { relative: 0 }] });
    expect(heard).toEqual(heard.toSorted((a, b) => a - b));
    expect(heard[0]).toBe(0);
  });

  it('is the same every time', async () => {
    const { store, studyId } = finishedStudy();
    const [first, second] = await Promise.all(
      [1, 2].map(async () => ({ ...(await exportSubject(store, studyId, { command: '' })), trainingRate: undefined })),
    );
    expect(second).toEqual(first);
  });

  it('uses a comparison that is known already', async () => {
    const { store, studyId } = finishedStudy();
    const { comparison } = await exportSubject(store, studyId, { command: '' });
    const again = await exportSubject(store, studyId, { command: '', comparison });
    expect(again.comparison).toBe(comparison);
  });

  it('can be cancelled', async () => {
    const { store, studyId } = finishedStudy();
    const controller = new AbortController();
    const stopped = exportSubject(store, studyId, { command: '', signal: controller.signal });
    controller.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'stopped' });
  });
});

describe('long series', () => {
  it('become means over stretches, each at its last step', () => {
    const points = [1, 3, 5, 7, 9, 11].map((value, index) => ({ step: index + 1, value }));
    expect(stretchMeans(points, 3)).toEqual([
      { step: 2, value: 2 },
      { step: 4, value: 6 },
      { step: 6, value: 10 },
    ]);
    expect(stretchMeans(points, 6)).toBe(points);
  });
});
