import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { LabError } from '../../contract/errors.ts';
import { archiveExtension, isArchivePath } from '../../contract/archive.ts';
import { columnWidthsMm, figureStyleSchema } from '../../contract/figure-style.ts';
import { figureFormatSchema, tableFormatSchema } from '../../contract/workbench/exports.ts';
import { formatBytes } from '../../report/format-number.ts';
import { overlongNotice } from '../../contract/text/overlong-notice.ts';
import { undrawnNotice } from '../../contract/text/undrawn-notice.ts';
import { textTable } from '../../report/text-table.ts';
import type { StudyExport } from '../../runs/exports/export-services.ts';
import { UnknownStudyError } from '../../runs/laboratory/find-study.ts';
import { addWorkspaceCommand, notEmpty } from '../options.ts';
import type { CommandSession } from '../session.ts';
import {
  formatsOption,
  namesOf,
  prefixOf,
  requestOf,
  styleNumber,
  widthOf,
  type ExportOptions,
} from './export-options.ts';

const tableFormats = tableFormatSchema.options;
const figureFormats = figureFormatSchema.options;

export function addExport(program: Command, session: CommandSession): void {
  const usual = figureStyleSchema.parse({});
  /** An archive by its path */
  const fromHere = (study: string): string =>
    isArchivePath(study) ? resolve(session.context.currentFolder, study) : study;
  addWorkspaceCommand(program, 'export', 'Tables and figures of a study for a paper, in a folder.', 'reads')
    .argument('<study>', 'its number or its name; or an archive, FILE.noisefloor')
    .argument('<folder>', 'made when absent', notEmpty)
    .addOption(formatsOption('--tables <formats>', tableFormats, ['latex', 'csv']))
    .addOption(formatsOption('--figures <formats>', figureFormats, ['svg', 'pdf', 'csv']))
    .option('--only <names>', 'these tables and figures alone, their names joined by commas', namesOf)
    .option('--siunitx', 'LaTeX: numbers in columns of siunitx, aligned at the point')
    .option(
      '--width <width>',
      `of figures: single (${columnWidthsMm.single} mm), double (${columnWidthsMm.double} mm) or millimetres`,
      widthOf,
    )
    .option('--height <mm>', 'of figures, in millimetres; what they need by default', styleNumber('heightMm'))
    .option('--font <pt>', `size of figures' text in points, ${usual.fontPt} by default`, styleNumber('fontPt'))
    .option('--dpi <n>', `dots an inch of PNG, ${usual.dpi} by default`, styleNumber('dpi'))
    .option('--grey', 'figures in shades of grey')
    .option('--prefix <text>', 'before names of files and labels, so that several studies share a folder', prefixOf)
    .option('--replace', 'write also over files that were edited, are of another study, or not of an export')
    .option('--network <name>', 'energy-accuracy fronts of the points of this network alone')
    .addHelpText('after', `\n${filesHelp}`)
    .action((study: string, folder: string, options: ExportOptions) =>
      session.work(options, async ({ laboratory, watcher }) => {
        const [source, target] = [fromHere(study), resolve(session.context.currentFolder, folder)];
        const request = requestOf(options);
        const written = await laboratory.exportStudy(source, target, request, watcher).catch((error: unknown) => {
          throw otherEnding(resolve(session.context.currentFolder, study), error);
        });
        return { document: written, text: exportText(written) };
      }),
    );
}

/** Instead of there being no such study, where there is such a file. */
function otherEnding(path: string, error: unknown): unknown {
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  if (isArchivePath(path) || !isFile || !(error instanceof UnknownStudyError)) return error;
  return new LabError(
    'invalid-argument',
    `${path} is a file, but archives are told by the ending ${archiveExtension}.`,
    'Rename it, or give the number or the name of a study.',
    { cause: error },
  );
}

const filesHelp = `Each table and figure that the study has data for is a file for each format: saft-table-1.tex,
pareto-fronts.pdf. export.json says of what study they are, and what command wrote them. What an export
of the study wrote before is replaced, as long as it is as it was. The same
study, options and version write the same bytes. docs/exports.md has the names and what they need.`;

function exportText({ study, folder, provenance, files, undrawn, overlong }: StudyExport): string {
  const table = textTable(
    [{ title: 'file' }, { title: 'size', align: 'right' }, { title: 'shows' }],
    files.map(({ file, bytes, shows }) => [file, formatBytes(bytes), shows]),
  );
  const notices = [undrawnNotice(undrawn), ...overlong.map(({ file, heightMm }) => overlongNotice(heightMm, file))];
  const notice = notices.filter((each) => each !== '').join('\n');
  return `${table}\n\n${notice === '' ? '' : `${notice}\n\n`}Written to ${folder}, of study ${study.id} (${study.name}); ${provenance} says where they come from.`;
}
