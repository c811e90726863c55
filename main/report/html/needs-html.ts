import type { StudyNeed } from '../../contract/archive.ts';
import { lines, markup, type Html } from './html-text.ts';

function needRow({ field, what, path, checksums, held }: StudyNeed): Html {
  const hashes =
    checksums.length === 0
      ? markup`not recorded: no run has read it`
      : lines(checksums.map(({ part, sha256 }) => markup`<div>${part}: <code>${sha256}</code></div>`));
  const where = held ? 'in this archive, folder inputs' : 'not in this archive: to be fetched';
  return markup`<tr><th scope="row">${what}</th><td><code>${field}</code>: <code>${path}</code></td><td>${hashes}</td><td>${where}</td></tr>`;
}

/** What a study reads besides the program, and which of it an archive does not hold. */
export function needsHtml(needs: readonly StudyNeed[]): Html {
  if (needs.length === 0) return markup`<p>Nothing but the program: its data are built in.</p>`;
  const missing = needs.filter(({ held }) => !held).length;
  const told =
    missing === 0
      ? 'All that the study reads is in this archive.'
      : 'Data sets are never in an archive, nor is what comes with the program. What is not in this one has to be fetched, and its SHA-256 compared.';
  return markup`<p>${told}</p>
<div class="scroll" role="region" tabindex="0" aria-labelledby="needs"><table>
<thead><tr><th scope="col">What</th><th scope="col">Named by the specification</th><th scope="col">SHA-256 of what was read</th><th scope="col">Where it is</th></tr></thead>
<tbody>
${lines(needs.map(needRow))}
</tbody>
</table></div>
<p class="note">SHA-256 of data is that of its files one after another; of a network, that of its file and those that it names.</p>`;
}
