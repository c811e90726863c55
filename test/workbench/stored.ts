import { join } from 'node:path';
import type { RunConfiguration } from '../../main/contract/run.ts';
import { specificationSchema, type Specification } from '../../main/contract/specification.ts';
import { openWorkspace, type Workspace } from '../../main/store/workspace.ts';
import { newRun, runsOfStudy } from '../../main/runs/laboratory/study-runs.ts';
import { machine } from '../store/samples.ts';
import { started } from '../store/support.ts';
import { parse } from 'yaml';
import { tinyStudy } from '../e2e/tiny-study.ts';

/** A workspace as other processes left it, before a workbench opens it. */
export function withWorkspace<Result>(folder: string, work: (workspace: Workspace) => Result): Result {
  const workspace = openWorkspace(join(folder, 'noisefloor-workspace'));
  try {
    return work(workspace);
  } finally {
    workspace.close();
  }
}

export function tinySpecification(changes: Record<string, unknown> = {}): Specification {
  return specificationSchema.parse(parse(tinyStudy(changes)));
}

/** Stores a study whose runs are finished, with an accuracy each: 50 % plus the run's place in per cent. */
export function storeFinished(
  workspace: Workspace,
  text: string,
): { readonly studyId: number; readonly ids: readonly number[] } {
  const specification = specificationSchema.parse(parse(text));
  const session = workspace.startSession(machine);
  const studyId = workspace.studies.create(specification, text).id;
  const runs = runsOfStudy(specification).map((configuration: RunConfiguration) =>
    newRun(studyId, configuration, 'lab run'),
  );
  const ids = session.enqueue(runs).map(({ id }) => id);
  ids.forEach((id, place) => {
    const stage = runs[place]!.configuration.kind === 'prepare' ? 'noisy' : 'recovered';
    const accuracy = 0.5 + place / 100;
    session.recordEvent(id, started);
    session.recordEvent(id, {
      type: 'accuracy',
      result: {
        stage,
        accuracy,
        low: accuracy - 0.01,
        high: accuracy + 0.01,
        confidence: 0.95,
        draws: [accuracy, accuracy],
        images: 32,
      },
    });
    session.recordEvent(id, { type: 'finished' });
  });
  session.end();
  return { studyId, ids };
}
