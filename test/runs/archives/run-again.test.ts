import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { StudyComparison } from '../../../main/contract/results.ts';
import { openLaboratory } from '../../../main/runs/laboratory.ts';
import { newRun } from '../../../main/runs/laboratory/study-runs.ts';
import type { Watcher } from '../../../main/runs/progress/watcher.ts';
import { profileToYaml } from '../../../main/runs/profiles/profile-yaml.ts';
import { readSpecification } from '../../../main/runs/specification/read-specification.ts';
import { openWorkspace } from '../../../main/store/workspace.ts';
import { profileSchema } from '../../../main/contract/profile.ts';
import { tinyStudy, writeWeights } from '../../e2e/tiny-study.ts';
import { onnxFile } from '../../support/network-files.ts';

const watcher: Watcher = { signal: new AbortController().signal, onEvent: () => undefined };

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-run-again-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function laboratoryIn(folder: string) {
  const laboratory = await openLaboratory({ workspace: join(folder, 'workspace'), command: 'test' });
  onTestFinished(() => laboratory.close());
  return laboratory;
}

function storeOf<Result>(folder: string, look: (store: ReturnType<typeof openWorkspace>) => Result): Result {
  const store = openWorkspace(join(folder, 'workspace'));
  try {
    return look(store);
  } finally {
    store.close();
  }
}

const profile = profileSchema.parse({
  name: 'chip',
  weights: { noise: 'gaussian', mode: 'multiplicative', sigma: 0.3 },
});
const models = [
  [{ file: 'networks/mine.onnx' }, 'model.file', 'network'],
  [{ architecture: 'mlp-8', weights: 'networks/mine.safetensors' }, 'model.weights', 'weights'],
] as const;

test.each(models)(
  'a study of %o runs on elsewhere, where nobody has what it names, to the same bytes',
  async (model, field, checksum) => {
    const here = temporary();
    for (const folder of ['networks', 'profiles']) mkdirSync(join(here, folder));
    onnxFile(join(here, 'networks'), 'mine.onnx', 3, 'mlp-8');
    writeWeights(join(here, 'networks', 'mine.safetensors'), 'mlp-8');
    writeFileSync(join(here, 'profiles', 'chip.yaml'), profileToYaml(profile));
    const methods = [{ method: 'noise-injection' }];
    const training = { epochs: 1, batch: 16, optimizer: { kind: 'sgd', learningRate: 0.02 } };
    writeFileSync(join(here, 'study.yaml'), tinyStudy({ model, methods, training, profile: 'chip' }));
    const asked = readSpecification('study.yaml', { currentFolder: here });
    const laboratory = await laboratoryIn(here);
    const { runs } = await laboratory.startStudy(asked, watcher);
    const train = runs.find(({ kind }) => kind === 'train')!;
    // One that is left to do
    const left = storeOf(here, (store) => {
      const { configuration, studyId } = store.runs.get(train.id);
      return store.runs.create([newRun(studyId, { ...configuration, seed: 2 }, 'test')])[0]!.id;
    });
    const path = join(here, 'study.noisefloor');
    const summary = await laboratory.createArchive(
      '1',
      path,
      { weights: 'final', inputs: true, replace: false },
      watcher,
    );
    expect(summary.inputs.map((input) => [input.field, input.path])).toEqual([
      [field, join(here, Object.values(model).at(-1)!)],
      ['profile', 'chip'],
    ]);
    await laboratory.resume([left], watcher);
    const found = storeOf(here, (store) => [train.id, left].map((id) => store.checkpoints.final(id)!.sha256));
    const comparison = await laboratory.compare('1');

    const there = temporary();
    const out = join(there, 'out');
    const elsewhere = await laboratoryIn(there);
    const opened = await elsewhere.openArchive(path, { extractTo: out }, watcher);
    expect(opened.needs).toMatchObject([{ field, held: true, path: Object.values(model).at(-1)! }]);
    expect(opened.needs[0]!.checksums).toEqual([{ part: checksum, sha256: expect.any(String) as string }]);
    await elsewhere.importArchive(path, 'refuse', watcher);
    for (const folder of ['networks', 'profiles']) rmSync(join(here, folder), { recursive: true });
    await elsewhere.resume([3], watcher);
    expect(storeOf(there, (store) => [2, 3].map((id) => store.checkpoints.final(id)!.sha256))).toEqual(found);
    // Without times, which each machine has of its own
    const measured = ({ profiles }: StudyComparison): unknown =>
      profiles.map(({ ladder, noise }) => ({ ladder, noise }));
    expect(measured(await elsewhere.compare('1'))).toEqual(measured(comparison));
    const exported = await elsewhere.exportNetwork({
      runId: 3,
      format: 'onnx',
      codes: false,
      path: join(there, 'trained.onnx'),
    });
    expect(readFileSync(exported.path).length).toBeGreaterThan(1000);
    // What it was asked for is as it was
    storeOf(there, (store) => {
      expect(store.studies.get(1).specification).toEqual(asked.specification);
      expect(store.runs.get(3).configuration.study.model).toEqual(asked.specification.model);
      expect(store.check()).toEqual([]);
    });
    const again = readSpecification('specification.yaml', { currentFolder: out });
    expect(again.hash).toBe(asked.hash);
  },
  180_000,
);
