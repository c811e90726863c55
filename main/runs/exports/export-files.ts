import { LabError } from '../../contract/errors.ts';
import { csvText } from '../../contract/text/separated-text.ts';
import type { ExportSubject } from '../../report/export-subject.ts';
import { figureData } from '../../report/figure-data.ts';
import type { FigureDocument } from '../../report/figures/figure-document.ts';
import { studyFigures } from '../../report/figures/study-figures.ts';
import { writeFigure } from '../../report/figures/write-figure.ts';
import { studyTables } from '../../report/tables/study-tables.ts';
import type { TableDocument } from '../../report/tables/table-document.ts';
import { fileExtension, writeTable } from '../../report/tables/write-table.ts';
import { figureCommand, tableCommand, type ExportRequest, type ExportTarget } from './export-command.ts';

export interface ExportFile {
  /** Without folder */
  readonly file: string;
  /** In one sentence without a full stop */
  readonly shows: string;
  readonly bytes: Uint8Array;
  /** Characters of a figure that boxes stand for */
  readonly undrawn?: readonly string[];
}

/** What can be exported of a study, before any format. */
export interface ExportDocuments {
  readonly tables: readonly TableDocument[];
  readonly figures: readonly FigureDocument[];
  /** The data of figures as the papers have them, and of what is not drawn; written with the figures' CSV */
  readonly data: readonly {
    readonly id: string;
    readonly file: string;
    readonly shows: string;
    readonly text: string;
  }[];
}

export function exportDocuments(subject: ExportSubject): ExportDocuments {
  const figures = studyFigures(subject);
  const data = figureData(subject.comparison, subject.trainingRate).map(({ file, shows, columns, rows }) => ({
    id: file.replace(/\.csv$/, ''),
    file,
    shows,
    text: csvText(columns, rows),
  }));
  // A figure of the same name has the same data
  const isDrawn = (name: string): boolean => figures.some(({ id }) => id === name);
  return { tables: studyTables(subject), figures, data: data.filter(({ id }) => !isDrawn(id)) };
}

interface Work {
  /** What is made, for whoever waits */
  readonly detail: string;
  readonly make: () => Promise<readonly ExportFile[]>;
}

/**
 * The files of a request one after another, each name once. What a file says of its origin is a command that writes it alone,
 * so that its bytes do not depend on what else is asked for, nor on where to.
 *
 * @throws LabError 'not-found' before anything is made, for a name that the study has nothing of
 */
export function exportWorks(
  documents: ExportDocuments,
  request: ExportRequest,
  target: ExportTarget,
  program: string,
): readonly Work[] {
  checkNames(documents, request);
  const { tables, figures } = request;
  return [
    ...chosen(documents.tables, tables.names).flatMap((table) =>
      tables.formats.map((format) => ({
        detail: `${table.id}, ${format}`,
        async make() {
          const command = tableCommand(target, table.id, format, tables.options);
          const bytes = writeTable(table, format, tables.options, { program, command });
          return [{ file: `${table.id}${fileExtension(format)}`, shows: table.title, bytes }];
        },
      })),
    ),
    ...chosen(documents.figures, figures.names).flatMap((figure) =>
      figures.formats.map((format) => ({
        detail: `${figure.id}, ${format}`,
        async make() {
          const command = figureCommand(target, figure.id, format, figures.style);
          const files = await writeFigure(figure, format, figures.style, { program, command });
          return files.map((file) => ({ ...file, shows: figure.title }));
        },
      })),
    ),
    ...(figures.formats.includes('csv') ? chosen(documents.data, figures.names) : []).map(({ file, shows, text }) => ({
      detail: file,
      make: async () => [{ file, shows, bytes: new TextEncoder().encode(text) }],
    })),
  ];
}

function chosen<Document extends { readonly id: string }>(
  documents: readonly Document[],
  names: readonly string[] | undefined,
): readonly Document[] {
  return names === undefined ? documents : documents.filter(({ id }) => names.includes(id));
}

function checkNames({ tables, figures, data }: ExportDocuments, request: ExportRequest): void {
  const known = [...new Set([...tables, ...figures, ...data].map(({ id }) => id))];
  const asked = [...(request.tables.names ?? []), ...(request.figures.names ?? [])];
  const unknown = asked.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new LabError(
    'not-found',
    `The study has no table or figure "${unknown}".`,
    known.length === 0 ? 'It has none yet: run it first.' : `It has ${known.join(', ')}.`,
  );
}
