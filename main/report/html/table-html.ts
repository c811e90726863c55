import { isLeft } from '../tables/plain-table.ts';
import { shownCell } from '../tables/shown-cell.ts';
import type { TableCell, TableColumn, TableDocument, TableRow } from '../tables/table-document.ts';
import { lines, markup, type Html } from './html-text.ts';

function cellHtml(cell: TableCell): Html {
  const shown = shownCell(cell);
  switch (shown.kind) {
    case 'words':
      return markup`${shown.text}`;
    case 'missing':
      return markup`${shown.said ?? '–'}`;
    case 'mark':
      return shown.marked ? markup`<span role="img" aria-label="yes">★</span>` : markup``;
    case 'number': {
      const text = shown.uncertainty === undefined ? shown.value : `${shown.value} ± ${shown.uncertainty}`;
      return cell.kind === 'measured' && cell.best ? markup`<strong>${text}</strong>` : markup`${text}`;
    }
  }
}

function headingText({ title, unit }: TableColumn): string {
  return unit === undefined ? title : `${title} (${unit})`;
}

const classOf = (column: TableColumn): Html => (isLeft(column) ? markup`` : markup` class="number"`);

/** One row of headings, or two where columns have a common one above theirs. */
function headHtml(columns: readonly TableColumn[]): Html {
  const own = (column: TableColumn, rows: 1 | 2): Html => {
    const span = rows === 2 ? markup` rowspan="2"` : undefined;
    return markup`<th scope="col"${classOf(column)}${span}>${headingText(column)}</th>`;
  };
  if (columns.every(({ group }) => group === undefined)) {
    return markup`<thead><tr>${columns.map((column) => own(column, 1))}</tr></thead>`;
  }
  const upper = columns.map((column, index) => {
    const { group } = column;
    if (group === undefined) return own(column, 2);
    if (index > 0 && columns[index - 1]!.group === group) return markup``;
    const after = columns.slice(index).findIndex((each) => each.group !== group);
    const span = after === -1 ? columns.length - index : after;
    return markup`<th scope="colgroup" colspan="${span}">${group}</th>`;
  });
  const lower = columns.filter(({ group }) => group !== undefined).map((column) => own(column, 1));
  return markup`<thead><tr>${upper}</tr><tr>${lower}</tr></thead>`;
}

function rowHtml({ cells, startsGroup }: TableRow, columns: readonly TableColumn[]): Html {
  const first = columns[0]?.kind === 'text';
  const written = cells.map((cell, index) =>
    first && index === 0
      ? markup`<th scope="row">${cellHtml(cell)}</th>`
      : markup`<td${classOf(columns[index]!)}>${cellHtml(cell)}</td>`,
  );
  return markup`<tr${startsGroup ? markup` class="group"` : undefined}>${written}</tr>`;
}

/** A table under its caption and above its notes. What is the best by more than chance is bold, as its notes say. */
export function tableHtml({ id, title, caption, columns, rows, notes }: TableDocument): Html {
  return markup`<section>
<h3 id="${id}">${title}</h3>
<div class="scroll" role="region" tabindex="0" aria-labelledby="${id}"><table>
<caption>${caption}.</caption>
${headHtml(columns)}
<tbody>
${lines(rows.map((row) => rowHtml(row, columns)))}
</tbody>
</table></div>
${lines(notes.map((note) => markup`<p class="note">${note}</p>`))}
</section>`;
}
