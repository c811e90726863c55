import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { columnWidthsMm, figureStyleSchema, type FigureStyle } from '../../contract/figure-style.ts';
import { figureFormatSchema, tableFormatSchema } from '../../contract/workbench/exports.ts';
import { formatBytes } from '../../report/format-number.ts';
import { textTable } from '../../report/text-table.ts';
import type { ExportRequest } from '../../runs/laboratory/export-command.ts';
import { isArchivePath } from '../../runs/laboratory/export-of.ts';
import type { StudyExport } from '../../runs/services.ts';
import { addCommand } from '../options.ts';
import type { CommandSession, CommonOptions } from '../session.ts';

const tableFormats = tableFormatSchema.options;
const figureFormats = figureFormatSchema.options;

interface ExportOptions extends CommonOptions {
  readonly tables: ExportRequest['tables']['formats'];
  readonly figures: ExportRequest['figures']['formats'];
  readonly only?: readonly string[];
  readonly siunitx?: true;
  readonly width?: FigureStyle['width'];
  readonly height?: number;
  readonly font?: number;
  readonly dpi?: number;
  readonly grey?: true;
  readonly network?: string;
}

export function addExport(program: Command, session: CommandSession): void {
  const usual = figureStyleSchema.parse({});
  /** An archive by its path */
  const fromHere = (study: string): string =>
    isArchivePath(study) ? resolve(session.context.currentFolder, study) : study;
  addCommand(program, 'export', 'Tables and figures of a study for a paper, in a folder.')
    .argument('<study>', 'its number or its name; or an archive, FILE.noisefloor')
    .argument('<folder>', 'made when absent; files of the same names are replaced', (folder: string) => {
      if (folder === '') throw new InvalidArgumentError('It is empty.');
      return folder;
    })
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
    .option('--network <name>', 'energy-accuracy fronts of the points of this network alone')
    .addHelpText('after', `\n${filesHelp}`)
    .action((study: string, folder: string, options: ExportOptions) =>
      session.work(options, async ({ laboratory, watcher }) => {
        const [source, target] = [fromHere(study), resolve(session.context.currentFolder, folder)];
        const written = await laboratory.exportStudy(source, target, requestOf(options), watcher);
        return { document: written, text: exportText(written) };
      }),
    );
}

const filesHelp = `Each table and figure that the study has data for is a file for each format: saft-table-1.tex,
pareto-fronts.pdf. export.json says of what study they are, and what command wrote them. The same
study, options and version write the same bytes. docs/exports.md has the names and what they need.`;

function requestOf(options: ExportOptions): ExportRequest & { readonly network?: string } {
  const { tables, figures, only, siunitx = false, width, height, font, dpi, grey, network } = options;
  const names = only === undefined ? {} : { names: only };
  const style = figureStyleSchema.parse({ width, heightMm: height, fontPt: font, dpi, grey });
  return {
    tables: { ...names, formats: tables, options: { siunitx } },
    figures: { ...names, formats: figures, style },
    ...(network === undefined ? {} : { network }),
  };
}

function formatsOption<Format extends string>(
  flags: string,
  known: readonly Format[],
  usual: readonly Format[],
): Option {
  return new Option(flags, `of ${known.join(', ')}; or none`).default(usual, usual.join(',')).argParser((text) => {
    if (text === 'none') return [];
    return namesOf(text).map((name) => {
      const found = known.find((format) => format === name);
      if (found === undefined) throw new InvalidArgumentError(`Use of ${known.join(', ')}; or none.`);
      return found;
    });
  });
}

function namesOf(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw new InvalidArgumentError('A name is empty.');
  return [...new Set(names)];
}

function widthOf(text: string): FigureStyle['width'] {
  return text === 'single' || text === 'double' ? text : styleNumber('width')(text);
}

/** A number within the range that figures may have. */
function styleNumber(field: 'width' | 'heightMm' | 'fontPt' | 'dpi'): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? NaN : Number(text);
    const checked = figureStyleSchema.shape[field].safeParse(value);
    if (checked.success) return value;
    throw new InvalidArgumentError(checked.error.issues[0]?.message ?? 'It is out of range.');
  };
}

function exportText({ study, folder, provenance, files }: StudyExport): string {
  const table = textTable(
    [{ title: 'file' }, { title: 'size', align: 'right' }, { title: 'shows' }],
    files.map(({ file, bytes, shows }) => [file, formatBytes(bytes), shows]),
  );
  return `${table}\n\nWritten to ${folder}, of study ${study.id} (${study.name}); ${provenance} says where they come from.`;
}
