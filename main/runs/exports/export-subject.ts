import { LabError } from '../../contract/errors.ts';
import type { StudyComparison } from '../../contract/results.ts';
import type { ExportProvenance, ExportSubject } from '../../report/export-subject.ts';
import type { Workspace } from '../../store/workspace.ts';
import { compareStudy } from '../comparison/compare-study.ts';
import { learningCurves } from './learning-curves.ts';
import { machineProvenance } from '../laboratory/machine.ts';
import { trainedRuns } from '../comparison/trained-runs.ts';
import { trainingRateIn } from './training-rate.ts';
import { weightChangesOf } from './weight-movements.ts';

/** Of a study in a store, which says what study it is. */
export type StoredSubject = ExportSubject & { readonly provenance: Required<ExportProvenance> };

export interface ExportSubjectOptions {
  /** The fronts are to have points of this architecture alone */
  readonly network?: string;
  /** The command line that makes the export, for its provenance */
  readonly command: string;
  /** Where it is known already, so that no front is bootstrapped again; of the same network */
  readonly comparison?: StudyComparison;
  /** 0 to 1 */
  readonly onProgress?: (fraction: number, detail: string) => void;
  /** Ends it between two steps with a LabError 'stopped' */
  readonly signal?: AbortSignal;
}

/** Shares of the work, as seen with studies of dozens of runs: fronts are bootstrapped, weights are read. */
const shares = { comparison: 0.5, curves: 0.1, weights: 0.4 } as const;

/**
 * Everything of a study that its tables and figures are made of. Bootstrapping fronts takes seconds of this thread at a
 * time, a run's weights some ten milliseconds for each million of them; the memory needed is that of the weights of two
 * networks. Whoever must answer meanwhile does it in another process.
 *
 * @throws LabError 'not-found' for no such study, or none of its finished runs with such a network; 'stopped'
 */
export async function exportSubject(
  workspace: Workspace,
  studyId: number,
  { network, command, comparison: known, onProgress = () => undefined, signal }: ExportSubjectOptions,
): Promise<StoredSubject> {
  const { specification, name, specificationHash: hash } = workspace.studies.get(studyId);
  const step = async (fraction: number, detail: string): Promise<void> => {
    onProgress(fraction, detail);
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted === true) {
      throw new LabError('stopped', 'The export was cancelled.', 'Start it again if it is wanted after all.');
    }
  };
  await step(0, 'comparison');
  const comparison =
    known ??
    compareStudy(workspace, studyId, network, (fraction, detail) => onProgress(shares.comparison * fraction, detail));
  const runs = trainedRuns(workspace, studyId, specification);
  await step(shares.comparison, 'learning curves');
  const curves = learningCurves(workspace, runs);
  const weightChanges = await weightChangesOf(workspace, runs, (fraction, label) =>
    step(shares.comparison + shares.curves + shares.weights * fraction, `weights of ${label}`),
  );
  return {
    comparison,
    specification,
    trainingRate: trainingRateIn(specification),
    learningCurves: curves,
    weightChanges,
    provenance: { program: programName(), command, study: { name, hash, uid: workspace.studies.uid(studyId) } },
  };
}

/** `Noisefloor 0.1.0 (commit 1a2b3c4)` */
function programName(): string {
  const { application, commit } = machineProvenance();
  const source = commit === undefined ? '' : ` (commit ${commit.replace(/^[0-9a-f]+/, (hash) => hash.slice(0, 7))})`;
  return `Noisefloor ${application}${source}`;
}
