import type { WorkbenchClient } from '../../../main/contract/workbench/workbench.ts';
import { removeFolder, studyFolder, tinyStudy } from '../../e2e/tiny-study.ts';
import { openWorkbench } from '../bench.ts';
import { fakeEngine, type FakeEngine } from '../fake-engine.ts';
import { onTestFinished } from 'vitest';

export interface PlayedQueue {
  readonly folder: string;
  readonly client: WorkbenchClient;
  readonly engine: FakeEngine;
  /** The training runs, in order; none of them builds on another */
  readonly runs: readonly number[];
  readonly close: () => Promise<void>;
  /** What was asked of the engine since the last time */
  readonly asked: () => readonly string[];
}

/** Three training runs, queued in a workbench whose engine a test plays. */
export async function playQueue(parallel = 1): Promise<PlayedQueue> {
  const folder = studyFolder();
  onTestFinished(() => removeFolder(folder));
  const engine = fakeEngine();
  const { client, close } = await openWorkbench(folder, { startEngine: engine.start });
  await client.call('queue.parallel', { parallel });
  const text = tinyStudy({
    // From initial weights, so that there is nothing to prepare
    model: { architecture: 'mlp-8' },
    profile: { quantization: { bits: 8 }, memory: { rate: 0.01 } },
    methods: [{ method: 'uniform-bsc', trainRate: 0.01 }],
    seeds: [1, 2, 3],
  });
  const { runs } = await client.call('studies.launch', { text, folder });
  let told = 0;
  return {
    folder,
    client,
    engine,
    runs,
    close,
    asked() {
      const news = engine.log.slice(told);
      told = engine.log.length;
      return news;
    },
  };
}
