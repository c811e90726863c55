import { statSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../contract/errors.ts';
import type { FaultCurve, StudyComparison } from '../../contract/results.ts';
import type { Specification } from '../../contract/specification.ts';
import { writeFileWhole } from '../../data/write-file.ts';
import { csvText } from '../../report/csv.ts';
import { figureData, type TrainingRate } from '../../report/figure-data.ts';
import { makeFolder } from '../../store/make-folder.ts';
import type { Workspace } from '../../store/workspace.ts';
import type { FiguresExport } from '../services.ts';
import { labelledProfiles } from '../specification/labelled-profiles.ts';
import { methodLabel } from '../../contract/method-label.ts';
import { compareStudy } from './comparison.ts';
import { machineProvenance } from './machine.ts';

const provenanceFile = 'export.json';

/** The one fault rate that a curve's network was trained at, where there is one for all layers. */
export function trainingRateIn(specification: Specification): TrainingRate {
  return ({ profile: profileLabel, label }: Pick<FaultCurve, 'profile' | 'label'>) => {
    const method = specification.methods.find((each) => methodLabel(each) === label);
    const memory = labelledProfiles(specification).find((each) => each.label === profileLabel)?.profile.memory;
    switch (method?.method) {
      case 'plain':
      case 'reliable':
        return 0;
      case 'uniform-bsc':
        return method.trainRate;
      case 'noise-injection':
      case 'saft':
        return method.rate ?? (Object.keys(memory?.layers ?? {}).length === 0 ? memory?.rate : undefined);
      default:
        return undefined;
    }
  };
}

/**
 * Writes the data of a study's figures as CSV files into a folder, which is made where there is none, and beside them what
 * they are of and where they come from. Each file is written whole or not at all; one of the same name is replaced.
 *
 * @param command as typed, for provenance
 * @throws LabError 'not-found' for an unknown study and for one without such data, 'invalid-argument' for a folder that is
 *   none, 'disk-full', 'store-unusable'
 */
export function exportFigures(workspace: Workspace, studyId: number, folder: string, command: string): FiguresExport {
  const comparison = compareStudy(workspace, studyId);
  const { specification } = workspace.studies.get(studyId);
  const figures = figureData(comparison, trainingRateIn(specification));
  if (figures.length === 0) throw nothingToDraw(comparison);
  openFolder(folder);
  const encoder = new TextEncoder();
  for (const { file, columns, rows } of figures) {
    writeFileWhole(join(folder, file), [encoder.encode(csvText(columns, rows))]);
  }
  const files = figures.map(({ file, rows, shows }) => ({ file, rows: rows.length, shows }));
  const provenance = { ...provenanceOf(comparison, command), files };
  writeFileWhole(join(folder, provenanceFile), [encoder.encode(`${JSON.stringify(provenance, null, 2)}\n`)]);
  return { study: comparison.study, folder, provenance: provenanceFile, files };
}

function provenanceOf(comparison: StudyComparison, command: string): object {
  const { study, architecture, data, engines, fronts, unfinished } = comparison;
  const { application, commit, node, platform } = machineProvenance();
  return {
    study,
    network: architecture,
    data,
    engines,
    unfinishedRuns: unfinished.length,
    ...(fronts === undefined ? {} : { energyReference: fronts.reference, bootstrapResamples: fronts.resamples }),
    application: {
      name: 'Noisefloor',
      version: application,
      ...(commit === undefined ? {} : { commit }),
      node,
      platform,
    },
    command,
    exportedAt: new Date().toISOString(),
  };
}

function nothingToDraw({ study, unfinished }: StudyComparison): LabError {
  const missing =
    unfinished.length === 0
      ? ''
      : ` ${unfinished.length} of its runs are not finished: \`npm run -s lab -- runs resume\`.`;
  return new LabError(
    'not-found',
    `Study ${study.id} (${study.name}) has no data for figures.`,
    'Energies need a profile with `memory`, assigned rates a method `lanmax`, accuracies at other rates ' +
      `\`evaluation.faultRates\`, and those with one layer random \`evaluation.randomisedLayers\`.${missing}`,
  );
}

function openFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  try {
    makeFolder(folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw new LabError(
      code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'invalid-argument',
      `The folder ${folder} cannot be made (${code}).`,
      'Give another folder to write into.',
      { cause: error },
    );
  }
}
