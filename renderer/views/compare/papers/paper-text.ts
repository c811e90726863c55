import { latexText, tableText, type TableFormat } from '../../../components/table-text.ts';
import type { PaperTable } from './saft-table.ts';

const caption = (table: PaperTable): string => `${table.caption}.`;

/** A table as text with its caption and its notes, where the format has a place for them: not in CSV. */
export function paperText(format: TableFormat, table: PaperTable): string {
  const { columns, rows, notes } = table;
  const text = tableText(format, columns, rows, caption(table));
  switch (format) {
    case 'csv':
      return text;
    case 'latex':
      return text.replace(
        /^\\end\{table\}$/m,
        () => `${notes.map((note) => `  \\par\\footnotesize ${latexText(note)}\n`).join('')}\\end{table}`,
      );
    case 'markdown':
      return [`**${caption(table)}**\n`, text, ...notes.map((note) => `${note}\n`)].join('\n');
    case 'tsv':
      return [caption(table), text.trimEnd(), ...notes].map((line) => `${line}\n`).join('');
  }
}
