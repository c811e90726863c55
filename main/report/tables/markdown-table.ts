import { markdownGrid, markdownText } from '../../contract/text/markdown-text.ts';
import type { ExportProvenance } from '../export-subject.ts';
import { isLeft } from './plain-table.ts';
import { provenanceLines } from './provenance-lines.ts';
import { shownCell } from './shown-cell.ts';
import type { TableCell, TableColumn, TableDocument } from './table-document.ts';

/** A table as GitHub's Markdown has it, under its caption and above its notes; where it comes from in a comment. */
export function markdownTable(table: TableDocument, provenance: ExportProvenance): string {
  const { caption, columns, rows, notes } = table;
  const comment = provenanceLines(table, provenance).map(commentText).join('\n');
  const grid = markdownGrid(
    columns.map(heading),
    columns.map((column) => !isLeft(column)),
    rows.map(({ cells }) => cells.map(cellText)),
  );
  const parts = [
    `<!--\n${comment}\n-->`,
    `**${markdownText(caption)}.**`,
    grid,
    ...notes.map((note) => markdownText(note)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function heading({ title, unit, group }: TableColumn): string {
  const named = group === undefined ? title : `${group}: ${title}`;
  return markdownText(unit === undefined ? named : `${named} (${unit})`);
}

function cellText(cell: TableCell): string {
  const shown = shownCell(cell);
  switch (shown.kind) {
    case 'words':
      return markdownText(shown.text);
    case 'missing':
      return markdownText(shown.said ?? '–');
    case 'mark':
      return shown.marked ? '★' : '';
    case 'number': {
      const text = shown.uncertainty === undefined ? shown.value : `${shown.value} ± ${shown.uncertainty}`;
      return cell.kind === 'measured' && cell.best ? `**${text}**` : text;
    }
  }
}

/** Nothing in a comment may end it. */
function commentText(text: string): string {
  return text.replaceAll('>', '&gt;');
}
