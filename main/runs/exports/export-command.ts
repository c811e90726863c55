import { figureStyleSchema, type FigureStyle } from '../../contract/figure-style.ts';
import type { FigureFormat, TableFormat } from '../../contract/workbench/exports.ts';
import { labCommand } from '../lab-command.ts';

/** What is to be written, as the interface and the command line understand it. */
export interface ExportRequest {
  readonly tables: {
    /** Ids; all where absent, none where empty */
    readonly names?: readonly string[];
    readonly formats: readonly TableFormat[];
    readonly options: { readonly siunitx: boolean };
  };
  readonly figures: {
    readonly names?: readonly string[];
    readonly formats: readonly FigureFormat[];
    readonly style: FigureStyle;
  };
  /** Before the names of files and the labels of LaTeX, see `prefixed` */
  readonly prefix?: string;
}

/** Of what study, and where to. */
export interface ExportTarget {
  readonly studyId: number;
  /** The archive that the study is in, where it is in no workspace */
  readonly archivePath?: string;
  /** The fronts have points of this architecture alone */
  readonly network?: string;
  readonly folder?: string;
}

/** The same as words of a command line. */
export interface CommandTarget {
  /** A study's number, name or hash, or an archive's path */
  readonly study: string;
  readonly network?: string;
  readonly folder?: string;
}

const usualStyle = figureStyleSchema.parse({});

/** The command line that writes the same files with the same bytes. It names each table and figure that was chosen. */
export function exportCommand(request: CommandTarget & ExportRequest): string {
  const { study, network, folder = 'exports', tables, figures, prefix } = request;
  const [tableFormats, figureFormats] = [chosenFormats(tables), chosenFormats(figures)];
  const names = [...(tables.names ?? []), ...(figures.names ?? [])];
  return labCommand([
    'export',
    study,
    folder,
    ...['--tables', tableFormats.join(',') || 'none'],
    ...['--figures', figureFormats.join(',') || 'none'],
    ...(names.length === 0 ? [] : ['--only', names.join(',')]),
    ...(prefix === undefined ? [] : ['--prefix', prefix]),
    ...(network === undefined ? [] : ['--network', network]),
    ...(tables.options.siunitx && tableFormats.includes('latex') ? ['--siunitx'] : []),
    ...styleWords(figures.style, figureFormats),
  ]);
}

/** `lenet-saft-table-1`: the stem of a table's or figure's files. A hyphen stands between them, also where the prefix has it. */
export function prefixed(prefix: string | undefined, name: string): string {
  return prefix === undefined ? name : `${prefix.replace(/-$/, '')}-${name}`;
}

function chosenFormats<Format>({ names, formats }: { names?: readonly string[]; formats: readonly Format[] }) {
  return names?.length === 0 ? [] : [...new Set(formats)];
}

/** What differs from the usual, as far as a format shows it. */
function styleWords(style: FigureStyle, formats: readonly FigureFormat[]): readonly string[] {
  if (formats.every((format) => format === 'csv')) return [];
  const { width, heightMm, fontPt, dpi, grey } = style;
  return [
    ...(width === usualStyle.width ? [] : ['--width', String(width)]),
    ...(heightMm === undefined ? [] : ['--height', String(heightMm)]),
    ...(fontPt === usualStyle.fontPt ? [] : ['--font', String(fontPt)]),
    ...(dpi === usualStyle.dpi || !formats.includes('png') ? [] : ['--dpi', String(dpi)]),
    ...(grey ? ['--grey'] : []),
  ];
}

const noTables: ExportRequest['tables'] = { names: [], formats: [], options: { siunitx: false } };
const noFigures: ExportRequest['figures'] = { names: [], formats: [], style: usualStyle };

/** What the bytes of a file depend on beside its own format. */
export interface FileOrigin {
  /** As `portableStudyWord` has it */
  readonly study: string;
  readonly network?: string;
  readonly prefix?: string;
}

/**
 * The command line that a file names as its origin: it writes this file alone into the working folder. It depends neither on
 * what else was exported nor on where to and where from, so that the file is the same however it came about.
 */
export function tableCommand(
  origin: FileOrigin,
  name: string,
  format: TableFormat,
  options: ExportRequest['tables']['options'],
): string {
  return exportCommand({
    ...origin,
    folder: '.',
    tables: { names: [name], formats: [format], options },
    figures: noFigures,
  });
}

/** As `tableCommand`. */
export function figureCommand(origin: FileOrigin, name: string, format: FigureFormat, style: FigureStyle): string {
  return exportCommand({
    ...origin,
    folder: '.',
    tables: noTables,
    figures: { names: [name], formats: [format], style },
  });
}
