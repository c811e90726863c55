import {
  exportPrefixSchema,
  type ExportEntry,
  type ExportSelection,
  type ExportSource,
  type FigureFormat,
  type TableFormat,
} from '../../../main/contract/workbench/exports.ts';
import type { ExportSettings } from './export-settings.ts';
import { isOfTopic, type ExportKind } from './export-topics.ts';

/** What a study has, as the workbench lists it. */
export interface ExportList {
  readonly tables: readonly ExportEntry[];
  readonly figures: readonly ExportEntry[];
}

/** Names of what is ticked. */
export interface Ticked {
  readonly tables: ReadonlySet<string>;
  readonly figures: ReadonlySet<string>;
}

export const tableFormats: readonly { readonly value: TableFormat; readonly label: string; readonly hint: string }[] = [
  { value: 'latex', label: 'LaTeX', hint: 'booktabs' },
  { value: 'csv', label: 'CSV', hint: 'comma-separated, full precision' },
  { value: 'tsv', label: 'TSV', hint: 'for spreadsheets' },
  { value: 'markdown', label: 'Markdown', hint: 'for a README' },
  { value: 'json', label: 'JSON', hint: 'with units and intervals' },
  { value: 'parquet', label: 'Parquet', hint: 'for pandas, R, DuckDB' },
];

export const figureFormats: readonly { readonly value: FigureFormat; readonly label: string; readonly hint: string }[] =
  [
    { value: 'pdf', label: 'PDF', hint: 'vector, for \\includegraphics' },
    { value: 'svg', label: 'SVG', hint: 'vector, for the web and editors' },
    { value: 'png', label: 'PNG', hint: 'pixels at a resolution' },
    { value: 'csv', label: 'CSV', hint: 'the data alone' },
    { value: 'pgfplots', label: 'pgfplots', hint: 'LaTeX that draws the data' },
  ];

/** What is ticked when the dialog opens: of the topic, or everything. */
export function tickedAtFirst(list: ExportList, topic: string | undefined): Ticked {
  const names = (kind: ExportKind, entries: readonly ExportEntry[]): ReadonlySet<string> =>
    new Set(entries.map(({ name }) => name).filter((name) => topic === undefined || isOfTopic(topic, kind, name)));
  return { tables: names('table', list.tables), figures: names('figure', list.figures) };
}

/** Something of each kind is ticked whose formats are all off: it would not be written. */
export function choiceProblem(ticked: Ticked, settings: ExportSettings): string | undefined {
  const { tables, figures } = ticked;
  if (tables.size + figures.size === 0) return 'Nothing is ticked.';
  const noTables = tables.size === 0 || settings.tableFormats.length === 0;
  const noFigures = figures.size === 0 || settings.figureFormats.length === 0;
  if (noTables && noFigures) return 'No format is ticked for what is to be exported.';
  return undefined;
}

/** What is asked of the workbench, in the order of the list. */
export function selectionOf(
  of: ExportSource,
  list: ExportList,
  ticked: Ticked,
  settings: ExportSettings & { readonly prefix?: string },
): ExportSelection {
  const names = (entries: readonly ExportEntry[], wanted: ReadonlySet<string>): string[] =>
    entries.map(({ name }) => name).filter((name) => wanted.has(name));
  return {
    of,
    tables: {
      names: settings.tableFormats.length === 0 ? [] : names(list.tables, ticked.tables),
      formats: [...settings.tableFormats],
      options: { siunitx: settings.siunitx },
    },
    figures: {
      names: settings.figureFormats.length === 0 ? [] : names(list.figures, ticked.figures),
      formats: [...settings.figureFormats],
      style: settings.style,
    },
    ...(isPrefix(settings.prefix) ? { prefix: settings.prefix } : {}),
  };
}

const isPrefix = (text: string | undefined): text is string => exportPrefixSchema.safeParse(text).success;

/** How many files that makes; a figure for pgfplots is two. */
export function fileCount({ tables, figures }: Pick<ExportSelection, 'tables' | 'figures'>): number {
  const formats = new Set(figures.formats);
  const each = formats.size + (formats.has('pgfplots') ? 1 : 0);
  return tables.names.length * tables.formats.length + figures.names.length * each;
}
