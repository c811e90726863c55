import { describe, expect, test } from 'vitest';
import { accuracy, storeStudy } from '../../runs/laboratory/stored-study.ts';
import { finishedMemoryStudy, memoryStudy } from '../../runs/laboratory/memory-study.ts';
import { smallStudy } from '../../runs/job/bench.ts';
import { openWorkbench } from '../bench.ts';

const open = ({ store }: ReturnType<typeof storeStudy>) => openWorkbench(store.folder, { workspace: store.folder });

describe('comparing a study with fronts', () => {
  test('is done beside, with progress, and at once when nothing more has finished', async () => {
    const study = finishedMemoryStudy(memoryStudy());
    const { client } = await open(study);
    const fractions: number[] = [];
    const first = await client.call(
      'studies.compare',
      { id: study.studyId },
      { onProgress: ({ fraction }) => fractions.push(fraction) },
    );
    expect(first.fronts!.fronts.map(({ method }) => method)).toEqual(['reliable', 'uniform-bsc', 'lanmax']);
    expect(fractions.length).toBeGreaterThan(0);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));

    fractions.length = 0;
    await client.call('studies.annotate', { id: study.studyId, name: 'Another name' });
    const again = await client.call(
      'studies.compare',
      { id: study.studyId },
      { onProgress: ({ fraction }) => fractions.push(fraction) },
    );
    expect(fractions).toEqual([]);
    expect(again).toEqual({ ...first, study: { ...first.study, name: 'Another name' } });

    // A run less is another comparison
    await client.call('runs.trash', { ids: [study.ids.at(-1)!] });
    const less = await client.call('studies.compare', { id: study.studyId });
    const points = less.fronts!.fronts.find(({ method }) => method === 'lanmax')!.points;
    expect(points.map(({ seeds }) => seeds.length).toSorted()).toEqual([2, 3]);
  });

  test('goes on for others when one of them leaves, and ends with the last', async () => {
    const study = finishedMemoryStudy(memoryStudy());
    const { client } = await open(study);
    const [leaving, last] = [new AbortController(), new AbortController()];
    const left = client.call('studies.compare', { id: study.studyId }, { signal: leaving.signal });
    const kept = client.call('studies.compare', { id: study.studyId });
    leaving.abort();
    await expect(left).rejects.toMatchObject({ code: 'stopped' });
    expect((await kept).fronts).toBeDefined();

    await client.call('runs.trash', { ids: [study.ids.at(-1)!] });
    const gone = client.call('studies.compare', { id: study.studyId }, { signal: last.signal });
    last.abort();
    await expect(gone).rejects.toMatchObject({ code: 'stopped' });
    expect((await client.call('studies.compare', { id: study.studyId })).fronts).toBeDefined();
  });

  test('refuses what there is not', async () => {
    const study = finishedMemoryStudy(memoryStudy());
    const { client } = await open(study);
    await expect(client.call('studies.compare', { id: 99 })).rejects.toMatchObject({ code: 'not-found' });
    await expect(client.call('studies.compare', { id: study.studyId, network: 'lenet5' })).rejects.toMatchObject({
      code: 'not-found',
      message: 'No finished run of the study has the network lenet5.',
    });
  });

  test('can be read between its points', async () => {
    const study = finishedMemoryStudy(memoryStudy());
    const { client } = await open(study);
    const question = { id: study.studyId, method: 'lanmax', against: 'reliable', accuracy: 0.95 };
    const { saving } = await client.call('studies.front-reading', question);
    expect(saving!.factor.value).toBeCloseTo(1 / 0.3, 6);
  });
});

test('a study without fronts is compared as its runs end', async () => {
  const study = storeStudy(
    smallStudy({ model: { architecture: 'mlp-8', weights: 'some.safetensors' }, seeds: [1, 2] }),
  );
  const { client } = await open(study);
  expect(await client.call('studies.compare', { id: study.studyId })).toMatchObject({
    profiles: [],
    unfinished: { length: 3 },
  });
  study.finish(study.ids[0]!, [accuracy('clean', [0.9]), accuracy('noisy', [0.5, 0.6])]);
  study.finish(study.ids[1]!, [accuracy('recovered', [0.8, 0.8])]);
  const comparison = await client.call('studies.compare', { id: study.studyId });
  expect(comparison.profiles[0]!.ladder.map(({ stage }) => stage)).toEqual(['clean', 'noisy', 'recovered']);
  expect(comparison.unfinished.map(({ id }) => id)).toEqual([study.ids[2]]);
  await expect(
    client.call('studies.front-reading', { id: study.studyId, method: 'saft', against: 'reliable', energy: 0.5 }),
  ).rejects.toMatchObject({ code: 'not-found' });
});
