import type { SeparatedValue } from '../../contract/text/separated-text.ts';
import type { FigureDocument } from '../figures/figure-document.ts';
import { withoutRunNumbers } from '../figures/run-numbers.ts';
import { lines, markup, type Html } from './html-text.ts';

/** A figure and how it is drawn: SVG, UTF-8. */
export interface DrawnFigure {
  readonly figure: Pick<FigureDocument, 'id' | 'title' | 'caption' | 'data'>;
  readonly svg: Uint8Array;
}

/** Of a table below a figure; more are in the rows of the archive */
const mostRows = 400;

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

const isNumber = (value: SeparatedValue | undefined): boolean => typeof value === 'number';

function valueHtml(value: SeparatedValue): Html {
  const attribute = isNumber(value) ? markup` class="number"` : undefined;
  return markup`<td${attribute}>${String(value ?? '–')}</td>`;
}

function dataHtml({ title, data }: DrawnFigure['figure']): Html {
  const { columns, rows } = withoutRunNumbers(data);
  const head = columns.map((name, index) => {
    const attribute = rows.some((row) => isNumber(row[index])) ? markup` class="number"` : undefined;
    return markup`<th scope="col"${attribute}>${name}</th>`;
  });
  const shown = rows.slice(0, mostRows);
  const left = rows.length - shown.length;
  const more = `${left} more rows are left out here; rows/ of the archive has all of what was recorded.`;
  return markup`<details><summary>Numbers of this figure (${rows.length} rows)</summary>
<div class="scroll" role="region" tabindex="0" aria-label="Numbers: ${title}"><table>
<thead><tr>${head}</tr></thead>
<tbody>
${lines(shown.map((row) => markup`<tr>${row.map(valueHtml)}</tr>`))}
</tbody>
</table></div>
${left > 0 ? markup`<p class="note">${more}</p>` : undefined}
</details>`;
}

/**
 * A figure with its caption, and its numbers as a table. The drawing is an image of its own: its names and styles are apart
 * from those of others, and nothing in it could be carried out.
 */
export function figureHtml({ figure, svg }: DrawnFigure): Html {
  const { id, title, caption } = figure;
  return markup`<section>
<h3 id="${id}">${title}</h3>
<figure>
<img alt="${title}. The numbers are in the table below." src="data:image/svg+xml;base64,${base64(svg)}">
<figcaption>${caption}</figcaption>
</figure>
${dataHtml(figure)}
</section>`;
}
