import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellText, columnTitle, isRight, tableText } from '../../../renderer/components/table-text.ts';
import type { TableColumn, TableFormat } from '../../../renderer/components/table-text.ts';
import { hostileText } from '../../support/tables/hostile-text.ts';
import { readLatexRows } from '../../support/tables/latex-source.ts';
import { readCsv, readTsv } from '../../support/tables/separated-text.ts';

const columns: readonly TableColumn[] = [
  { key: 'method', label: 'Method' },
  { key: 'accuracy', label: 'Accuracy', unit: '%', kind: 'number', format: (value) => `${Number(value) * 100} ± 0.3` },
];
const rows = [
  { method: 'SAFT, k = 7', accuracy: 0.9 },
  { method: 'a|b "c"', accuracy: 0.5 },
];

test('columns have units and sides', () => {
  expect(columns.map(columnTitle)).toEqual(['Method', 'Accuracy (%)']);
  expect(columns.map(isRight)).toEqual([false, true]);
  expect(isRight({ key: 'a', label: 'A', kind: 'number', align: 'left' })).toBe(false);
});

test('cells are what is shown; what is absent is empty', () => {
  expect(cellText(columns[1]!, rows[0]!)).toBe('90 ± 0.3');
  expect(cellText(columns[0]!, {})).toBe('');
  expect(cellText(columns[0]!, { method: null })).toBe('');
  expect(cellText(columns[0]!, { method: 0 })).toBe('0');
});

test.each<[TableFormat, string]>([
  ['tsv', 'Method\tAccuracy (%)\nSAFT, k = 7\t90 ± 0.3\na|b "c"\t50 ± 0.3\n'],
  ['csv', 'Method,Accuracy (%)\r\n"SAFT, k = 7",90 ± 0.3\r\n"a|b ""c""",50 ± 0.3\r\n'],
  ['markdown', '| Method | Accuracy (%) |\n| :--- | ---: |\n| SAFT, k = 7 | 90 ± 0.3 |\n| a\\|b "c" | 50 ± 0.3 |\n'],
  [
    'latex',
    String.raw`\begin{table}
  \centering
  \caption{Recovered accuracy, 5\,\% noise}
  \begin{tabular}{lr}
    \toprule
    Method & Accuracy (\%) \\
    \midrule
    SAFT, k = 7 & $90 \pm 0.3$ \\
    a\textbar{}b ''{}c''{} & $50 \pm 0.3$ \\
    \bottomrule
  \end{tabular}
\end{table}
`,
  ],
])('as %s', (format, text) => {
  expect(tableText(format, columns, rows, 'Recovered accuracy, 5\u202f% noise')).toBe(text);
});

describe('whatever a cell holds', () => {
  const plain = [
    { key: 'a', label: 'A' },
    { key: 'b', label: 'B|1' },
  ];
  const read = { csv: readCsv, tsv: readTsv };

  test.each(['csv', 'tsv'] as const)('%s gives back every text', (format) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(hostileText, hostileText)), (pairs) => {
        const given = pairs.map(([a, b]) => ({ a, b }));
        expect(read[format](tableText(format, plain, given))).toEqual([['A', 'B|1'], ...pairs]);
      }),
    );
  });

  test('Markdown and LaTeX have a line a row with two cells', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (a, b) => {
        const markdown = tableText('markdown', plain, [{ a, b }]).split('\n');
        expect(markdown).toHaveLength(4);
        for (const line of markdown.slice(0, 3)) expect(line.split(/(?<=(?:^|[^\\])(?:\\\\)*)\|/)).toHaveLength(4);
        expect(readLatexRows(tableText('latex', plain, [{ a, b }]))).toHaveLength(1);
        expect(readLatexRows(tableText('latex', plain, [{ a, b }]))[0]).toHaveLength(2);
      }),
    );
  });
});

test('numbers have plain signs where programs or Markdown read them, and are mathematics in LaTeX', () => {
  const number = [{ key: 'a', label: 'A', kind: 'number' as const }];
  const given = [{ a: '\u22120.33 ± 0.05' }, { a: '2.5\u202f×\u202f10⁻⁷' }, { a: '14.2\u202fMB' }];
  expect(readCsv(tableText('csv', number, given)).flat()).toEqual(['A', '-0.33 ± 0.05', '2.5e-7', '14.2 MB']);
  expect(readTsv(tableText('tsv', number, given)).flat()).toEqual(['A', '-0.33 ± 0.05', '2.5e-7', '14.2 MB']);
  expect(tableText('markdown', number, given)).toContain('| -0.33 ± 0.05 |');
  expect(tableText('latex', number, given)).toContain(String.raw`    $-0.33 \pm 0.05$ \\
    $2.5 \times 10^{-7}$ \\
    $14.2$\,MB \\`);
});
