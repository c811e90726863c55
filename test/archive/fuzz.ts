import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importArchive } from '../../main/archive/import-archive.ts';
import { openArchive, verifyArchive } from '../../main/archive/open-archive.ts';
import { LabError } from '../../main/contract/errors.ts';
import { compareStudy } from '../../main/runs/comparison/compare-study.ts';
import { databaseName } from '../../main/store/database.ts';
import type { Workspace } from '../../main/store/workspace.ts';
import { filesBelow } from '../store/support.ts';
import { archiveDamager } from './damage-archive.ts';

export interface FuzzOutcome {
  readonly refused: number;
  readonly opened: number;
  /** Opened, but its results are such that they cannot be compared */
  readonly notCompared: number;
  /** What went otherwise than it must: a crash, verify and open disagreeing, the store changed */
  readonly failures: readonly string[];
}

function stateOf({ folder }: Workspace): string {
  const path = join(folder, databaseName);
  return [readFileSync(path, 'base64'), readFileSync(`${path}-wal`, 'base64'), ...filesBelow(folder)].join('\n');
}

async function refusal(work: () => Promise<unknown>): Promise<LabError | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof LabError && error.nextStep !== '') return error;
    throw error;
  }
}

/**
 * Opens, verifies and (where it is refused) imports damaged versions of an archive.
 *
 * @param folder for the damaged file
 * @param workspace whose store must not change
 */
export async function fuzzArchive(
  bytes: Buffer,
  {
    folder,
    workspace,
    count,
    from = 0,
  }: { readonly folder: string; readonly workspace: Workspace; readonly count: number; readonly from?: number },
): Promise<FuzzOutcome> {
  const damage = archiveDamager(bytes);
  const path = join(folder, 'damaged.noisefloor');
  const before = stateOf(workspace);
  const failures: string[] = [];
  let [refused, opened, notCompared] = [0, 0, 0];
  for (let seed = from; seed < from + count; seed++) {
    try {
      writeFileSync(path, damage(seed));
      const error = await refusal(async () => {
        const archive = await openArchive(path);
        try {
          compareStudy(archive.workspace, archive.studyId);
        } catch {
          notCompared += 1;
        }
        await archive.close();
      });
      const { valid } = await verifyArchive(path);
      if (valid !== (error === undefined))
        failures.push(`seed ${seed}: valid ${valid}, but ${error?.message ?? 'opened'}`);
      if (error === undefined) {
        opened += 1;
        continue;
      }
      refused += 1;
      if ((await refusal(() => importArchive(workspace, path))) === undefined)
        failures.push(`seed ${seed} was imported`);
      if (stateOf(workspace) !== before) failures.push(`seed ${seed} changed the store`);
    } catch (error) {
      failures.push(`seed ${seed}: ${(error as Error).stack}`);
    }
  }
  return { refused, opened, notCompared, failures };
}
