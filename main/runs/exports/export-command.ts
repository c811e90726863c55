import { basename } from 'node:path';
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

const usualStyle = figureStyleSchema.parse({});

/** The command line that writes the same files with the same bytes. It names each table and figure that was chosen. */
export function exportCommand(request: ExportTarget & ExportRequest): string {
  const { studyId, archivePath, network, folder = 'exports', tables, figures } = request;
  const [tableFormats, figureFormats] = [chosenFormats(tables), chosenFormats(figures)];
  const names = [...(tables.names ?? []), ...(figures.names ?? [])];
  return labCommand([
    'export',
    archivePath ?? String(studyId),
    folder,
    ...['--tables', tableFormats.join(',') || 'none'],
    ...['--figures', figureFormats.join(',') || 'none'],
    ...(names.length === 0 ? [] : ['--only', names.join(',')]),
    ...(network === undefined ? [] : ['--network', network]),
    ...(tables.options.siunitx && tableFormats.includes('latex') ? ['--siunitx'] : []),
    ...styleWords(figures.style, figureFormats),
  ]);
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

/**
 * The command line that a file names as its origin: it writes this file alone into the working folder. It depends neither on
 * what else was exported nor on where to, so that the file is the same however it came about.
 */
export function tableCommand(
  target: ExportTarget,
  name: string,
  format: TableFormat,
  options: ExportRequest['tables']['options'],
): string {
  return exportCommand({
    ...anyFolder(target),
    tables: { names: [name], formats: [format], options },
    figures: noFigures,
  });
}

/** As `tableCommand`. */
export function figureCommand(target: ExportTarget, name: string, format: FigureFormat, style: FigureStyle): string {
  return exportCommand({
    ...anyFolder(target),
    tables: noTables,
    figures: { names: [name], formats: [format], style },
  });
}

function anyFolder({ studyId, archivePath, network }: ExportTarget): ExportTarget {
  return {
    studyId,
    ...(archivePath === undefined ? {} : { archivePath: basename(archivePath) }),
    ...(network === undefined ? {} : { network }),
    folder: '.',
  };
}
