import { resolve } from 'node:path';
import type { ReportFile } from '../../archive/archive-contents.ts';
import { assertArchiveWritable, createArchive } from '../../archive/create-archive.ts';
import type { ArchiveOptions } from '../../archive/options.ts';
import type { ArchivedWeights, ArchiveSummary } from '../../contract/archive.ts';
import { LabError } from '../../contract/errors.ts';
import { figureStyleSchema } from '../../contract/figure-style.ts';
import type { DrawnFigure } from '../../report/html/figure-html.ts';
import { htmlReport } from '../../report/html/html-report.ts';
import { studyFigures } from '../../report/figures/study-figures.ts';
import { writeFigure } from '../../report/figures/write-figure.ts';
import { studyTables } from '../../report/tables/study-tables.ts';
import type { Workspace } from '../../store/workspace.ts';
import { labCommand } from '../lab-command.ts';
import { exportSubject } from '../exports/export-subject.ts';
import { machineProvenance } from '../laboratory/machine.ts';
import { studyInputs } from './study-inputs.ts';
import { studyNeeds } from './study-needs.ts';

/** Of a double column: about as wide as the page's text on a screen */
const screenStyle = figureStyleSchema.parse({ width: 'double', fontPt: 8 });

export interface ArchiveReportOptions extends ArchiveOptions {
  /** Fields of the specification whose files go into the archive */
  readonly held?: ReadonlySet<string>;
  /** What was chosen for the archive, which the command that writes it has to name */
  readonly weights?: ArchivedWeights;
  readonly inputs?: boolean;
}

/** The report of a study for browsers, which goes into its archive: one page. */
export async function archiveReport(
  workspace: Workspace,
  studyId: number,
  { held = new Set<string>(), weights = 'final', inputs = true, signal, onProgress }: ArchiveReportOptions = {},
): Promise<readonly ReportFile[]> {
  const { name, source, notes } = workspace.studies.get(studyId);
  // Neither numbers of the workspace nor paths of the machine: the same study gives the same page
  const choice = [...(weights === 'final' ? [] : ['--weights', weights]), ...(inputs ? [] : ['--no-inputs'])];
  const command = labCommand(['archive', 'create', name, 'FILE', ...choice]);
  const subject = await exportSubject(workspace, studyId, { command, signal, onProgress });
  const figures: DrawnFigure[] = [];
  for (const figure of studyFigures(subject)) {
    const [file] = await writeFigure(figure, 'svg', screenStyle, subject.provenance);
    figures.push({ figure, svg: file!.bytes });
  }
  const needs = studyNeeds(workspace, studyId, held);
  const page = htmlReport(subject, { tables: studyTables(subject), figures, source, notes, needs });
  return [{ name: 'index.html', bytes: Buffer.from(page, 'utf8') }];
}

export interface ArchiveStudyOptions extends ArchiveOptions {
  readonly weights?: ArchivedWeights;
  /** With files of the user's own that the study reads? By default */
  readonly inputs?: boolean;
  readonly replace?: boolean;
  /** As `CreateOptions` has it */
  readonly replaceAdvice?: string;
  /** Told what there will not be in it, and why */
  readonly onNotice?: (sentence: string) => void;
}

/** Of the work, what the report takes, about: fronts are bootstrapped and weights compared for it */
const reportShare = 0.6;

/**
 * Writes a study into an archive with its report. Where a report cannot be made (the study refers to something that is not
 * known here), the archive is written without.
 *
 * @throws LabError as `createArchive`
 */
export async function archiveStudy(
  workspace: Workspace,
  studyId: number,
  path: string,
  { weights, inputs = true, replace, replaceAdvice, signal, onProgress, onNotice }: ArchiveStudyOptions = {},
): Promise<ArchiveSummary> {
  workspace.studies.get(studyId);
  // Before files are read for their hashes
  assertArchiveWritable(resolve(path), { replace, replaceAdvice });
  const found = inputs ? studyInputs(workspace, studyId) : { inputs: [], leftOut: [] };
  for (const sentence of found.leftOut) onNotice?.(`Not in the archive: ${sentence}`);
  const report = async (): Promise<readonly ReportFile[]> => {
    try {
      return await archiveReport(workspace, studyId, {
        ...{ weights, inputs, held: new Set(found.inputs.map(({ field }) => field)) },
        signal,
        onProgress: (fraction, detail) => onProgress?.(reportShare * fraction, `report: ${detail}`),
      });
    } catch (error) {
      if (!(error instanceof LabError) || error.code === 'stopped') throw error;
      onNotice?.(`The archive has no report: ${error.message}`);
      return [];
    }
  };
  return createArchive(workspace, studyId, path, {
    application: machineProvenance().application,
    report,
    weights,
    inputs: found.inputs,
    replace,
    replaceAdvice,
    signal,
    onProgress: (fraction, detail) => onProgress?.(reportShare + (1 - reportShare) * fraction, detail),
  });
}
