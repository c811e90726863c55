import { expect, test } from 'vitest';
import { archiveOf, filledWorkspace, opened, temporaryFolder } from './archived-study.ts';
import { fuzzArchive } from './fuzz.ts';
import { inputsToPack } from './inputs-to-pack.ts';

/** `node test/bench/archives.ts` does the same with 510. */
test('damaged archives are refused or opened; none crashes, and none changes the store', async () => {
  const { workspace, studyId } = filledWorkspace(temporaryFolder());
  const inputs = inputsToPack();
  const { bytes } = await archiveOf({ workspace, studyId }, 'a.noisefloor', { weights: 'all', inputs });
  workspace.close();
  const count = 102;
  const outcome = await fuzzArchive(bytes, { folder: temporaryFolder(), workspace: opened(workspace.folder), count });
  expect(outcome.failures).toEqual([]);
  expect(outcome.refused + outcome.opened).toBe(count);
  expect(outcome.refused).toBeGreaterThan(count / 2);
  expect(outcome.opened).toBeGreaterThan(outcome.notCompared);
});
