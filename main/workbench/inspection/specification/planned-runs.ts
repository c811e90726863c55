import { LabError } from '../../../contract/errors.ts';
import type { RunConfiguration } from '../../../contract/run.ts';
import type { Specification, TrainingSpecification } from '../../../contract/specification.ts';
import type { CheckedSpecification } from '../../../contract/workbench/specification.ts';
import { readDataSetHeader } from '../../../data/data-set-header.ts';
import { imagesToTrainOn } from '../../../runs/laboratory/preflight.ts';
import { runsOfStudy, runTitle } from '../../../runs/laboratory/study-runs.ts';
import { methodLabel } from '../../../contract/method-label.ts';

type PlannedRun = CheckedSpecification['runs'][number];

/** Images the study trains on; undefined where its files cannot be read. */
function trainingImages({ data }: Specification): number | undefined {
  try {
    return imagesToTrainOn(data, readDataSetHeader(data).trainingImages);
  } catch (error) {
    if (error instanceof LabError) return undefined;
    throw error;
  }
}

/** Steps of a whole training: every epoch takes whole batches, as many as it is limited to. */
export function stepsOfTraining({ epochs, batch, stepsPerEpoch }: TrainingSpecification, images: number): number {
  return epochs * Math.min(Math.floor(images / batch), stepsPerEpoch ?? Infinity);
}

/** The runs of a study in the order they will be done. Steps are 0 where the number of images is not known. */
export function plannedRuns(specification: Specification): PlannedRun[] {
  const images = trainingImages(specification) ?? 0;
  const stepsOf = ({ kind, study }: RunConfiguration): number => {
    switch (kind) {
      case 'prepare':
        return 0;
      case 'pretrain':
        return stepsOfTraining(study.model.pretraining!, images);
      case 'train':
        return stepsOfTraining(study.training, images);
    }
  };
  return runsOfStudy(specification).map((run): PlannedRun => ({
    kind: run.kind,
    title: runTitle(run),
    seed: run.seed,
    ...(run.profile === undefined ? {} : { profile: run.profile.label }),
    ...(run.method === undefined ? {} : { method: methodLabel(run.method) }),
    steps: stepsOf(run),
  }));
}
