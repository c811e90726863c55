import { LabError } from '../../contract/errors.ts';
import { csvText } from '../../contract/text/separated-text.ts';
import type { ExportSubject } from '../../report/export-subject.ts';
import { figureData } from '../../report/figure-data.ts';
import { withoutRunNumbers } from '../../report/figures/run-numbers.ts';
import type { FigureDocument } from '../../report/figures/figure-document.ts';
import { studyFigures } from '../../report/figures/study-figures.ts';
import { figureFileNames, writeFigure } from '../../report/figures/write-figure.ts';
import { studyTables } from '../../report/tables/study-tables.ts';
import type { TableDocument } from '../../report/tables/table-document.ts';
import { fileExtension, writeTable } from '../../report/tables/write-table.ts';
import { figureCommand, prefixed, tableCommand, type ExportRequest, type FileOrigin } from './export-command.ts';
import type { StoredSubject } from './export-subject.ts';
import { nothingToExport } from './nothing-to-export.ts';
import { portableStudyWord } from './study-word.ts';

export interface ExportFile {
  /** Without folder */
  readonly file: string;
  /** In one sentence without a full stop */
  readonly shows: string;
  readonly bytes: Uint8Array;
  /** Characters of a figure that boxes stand for */
  readonly undrawn?: readonly string[];
  /** Height of a figure that is higher than a page, where no height was asked for */
  readonly overlongMm?: number;
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
  const figures = studyFigures(subject).map((figure) => ({ ...figure, data: withoutRunNumbers(figure.data) }));
  const data = figureData(subject.comparison, subject.trainingRate).map(({ file, shows, columns, rows }) => {
    const written = withoutRunNumbers({ columns, rows });
    return { id: file.replace(/\.csv$/, ''), file, shows, text: csvText(written.columns, written.rows) };
  });
  // A figure of the same name has the same data
  const isDrawn = (name: string): boolean => figures.some(({ id }) => id === name);
  return { tables: studyTables(subject), figures, data: data.filter(({ id }) => !isDrawn(id)) };
}

interface Work {
  /** What is made, for whoever waits */
  readonly detail: string;
  /** Names of the files */
  readonly files: readonly string[];
  readonly make: () => Promise<readonly ExportFile[]>;
}

/**
 * The files of a request one after another, each name once. What a file says of its origin is a command that writes it alone
 * and names the study as every workspace knows it, so that its bytes depend neither on what else is asked for, nor on where
 * to or where from.
 *
 * @throws LabError 'not-found' before anything is made, for a name that the study has nothing of
 */
export function exportWorks(
  documents: ExportDocuments,
  request: ExportRequest,
  { comparison, provenance: { program, study } }: Pick<StoredSubject, 'comparison' | 'provenance'>,
  network: string | undefined,
): readonly Work[] {
  checkNames(documents, request, comparison);
  const { tables, figures, prefix } = request;
  const origin: FileOrigin = {
    study: portableStudyWord(study),
    ...(network === undefined ? {} : { network }),
    ...(prefix === undefined ? {} : { prefix }),
  };
  return [
    ...chosen(documents.tables, tables.names).flatMap((table) =>
      tables.formats.map((format) => {
        const id = prefixed(prefix, table.id);
        const file = `${id}${fileExtension(format)}`;
        return {
          detail: `${table.id}, ${format}`,
          files: [file],
          async make() {
            const command = tableCommand(origin, table.id, format, tables.options);
            const options = { ...tables.options, ...(prefix === undefined ? {} : { label: id }) };
            const source = { ...table.source, study };
            const bytes = writeTable({ ...table, id, source }, format, options, { program, command });
            return [{ file, shows: table.title, bytes }];
          },
        };
      }),
    ),
    ...chosen(documents.figures, figures.names).flatMap((figure) =>
      figures.formats.map((format) => {
        const id = prefixed(prefix, figure.id);
        return {
          detail: `${figure.id}, ${format}`,
          files: figureFileNames(id, format),
          async make() {
            const command = figureCommand(origin, figure.id, format, figures.style);
            const provenance = { program, command, study };
            const files = await writeFigure({ ...figure, id }, format, figures.style, provenance);
            return files.map((file) => ({ ...file, shows: figure.title }));
          },
        };
      }),
    ),
    ...(figures.formats.includes('csv') ? chosen(documents.data, figures.names) : []).map(({ id, shows, text }) => {
      const file = `${prefixed(prefix, id)}.csv`;
      return {
        detail: file,
        files: [file],
        make: async () => [{ file, shows, bytes: new TextEncoder().encode(text) }],
      };
    }),
  ];
}

function chosen<Document extends { readonly id: string }>(
  documents: readonly Document[],
  names: readonly string[] | undefined,
): readonly Document[] {
  return names === undefined ? documents : documents.filter(({ id }) => names.includes(id));
}

function checkNames(
  { tables, figures, data }: ExportDocuments,
  request: ExportRequest,
  comparison: ExportSubject['comparison'],
): void {
  const known = [...new Set([...tables, ...figures, ...data].map(({ id }) => id))];
  const asked = [...(request.tables.names ?? []), ...(request.figures.names ?? [])];
  const unknown = asked.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  if (known.length === 0) throw nothingToExport(comparison);
  throw new LabError('not-found', `The study has no table or figure "${unknown}".`, `It has ${known.join(', ')}.`);
}
