import type { SensitivityResult } from '../../../contract/results.ts';
import type { CallContext } from '../../../contract/rpc/server.ts';
import type { Specification } from '../../../contract/specification.ts';
import type { Probe } from '../../../contract/workbench/specification.ts';
import { imageCacheFolder } from '../../../data/image-folder/image-cache-folder.ts';
import { startsTrained } from '../../../runs/laboratory/study-runs.ts';
import { siblingModule } from '../../../runs/sibling-module.ts';
import type { ProbeRequest } from '../../../runs/tasks/probe/probe-study.ts';
import { runTask, type TaskOptions } from '../../../runs/tasks/run-task.ts';
import type { ScoringRequest } from '../../../runs/tasks/sensitivity/score-study.ts';
import { untrained } from '../../../runs/tasks/sensitivity/untrained.ts';
import type { InspectionContext, InspectionHandlers } from '../context.ts';
import { knownPretraining, temporaryFolder } from './known-pretraining.ts';
import { inScratchFolder } from './scratch-folder.ts';

const probeTask = siblingModule(import.meta.url, '../../../runs/tasks/probe-task');
const sensitivityTask = siblingModule(import.meta.url, '../../../runs/tasks/sensitivity-task');

/** @throws LabError with the first thing that is wrong with the text, what it names, or the study it makes */
export type ReadStudy = (text: string, folder: string | undefined, context: CallContext) => Promise<Specification>;

/** What takes the engine that a study runs on: in processes of their own, as native code may die. */
export function studyHandlers(
  { workspace, workspaceFolder, onProbed }: InspectionContext,
  readStudy: ReadStudy,
): Pick<InspectionHandlers, 'study.probe' | 'sensitivity.compute'> {
  const asTask = ({ signal, progress }: CallContext): TaskOptions => ({
    signal,
    onProgress: (fraction, detail, secondsLeft) =>
      progress({ fraction, detail, ...(secondsLeft === undefined ? {} : { secondsLeft }) }),
  });

  return {
    async 'study.probe'({ text, folder, scores }, context) {
      const specification = await readStudy(text, folder, context);
      const { pretrained } = knownPretraining(workspace(), specification);
      const request: ProbeRequest = {
        specification,
        scores,
        imageCacheFolder: imageCacheFolder(workspaceFolder),
        ...(pretrained === undefined ? {} : { pretrained }),
      };
      const probe = await runTask<ProbeRequest, Probe>(probeTask, request, asTask(context));
      onProbed?.(text, probe);
      return probe;
    },
    async 'sensitivity.compute'({ text, folder }, context) {
      const specification = await readStudy(text, folder, context);
      if (!startsTrained(specification)) throw untrained();
      const known = knownPretraining(workspace(), specification);
      return inScratchFolder(temporaryFolder(workspaceFolder), (scratchFolder) =>
        runTask<ScoringRequest, SensitivityResult>(
          sensitivityTask,
          { specification, scratchFolder, imageCacheFolder: imageCacheFolder(workspaceFolder), ...known },
          asTask(context),
        ),
      );
    },
  };
}
