import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellText, columnTitle, isRight, latexText, tableText } from '../../../renderer/components/table-text.ts';
import type { TableColumn, TableFormat } from '../../../renderer/components/table-text.ts';

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
  ['markdown', '| Method | Accuracy (%) |\n| --- | ---: |\n| SAFT, k = 7 | 90 ± 0.3 |\n| a\\|b "c" | 50 ± 0.3 |\n'],
  [
    'latex',
    String.raw`\begin{table}
  \centering
  \caption{Recovered accuracy, 5\,\% noise}
  \begin{tabular}{lr}
    \toprule
    Method & Accuracy (\%) \\
    \midrule
    SAFT, k = 7 & 90 $\pm$ 0.3 \\
    a|b "c" & 50 $\pm$ 0.3 \\
    \bottomrule
  \end{tabular}
\end{table}
`,
  ],
])('as %s', (format, text) => {
  expect(tableText(format, columns, rows, 'Recovered accuracy, 5\u202f% noise')).toBe(text);
});

describe('CSV after RFC 4180', () => {
  /** Of the grammar in the RFC, without the code under test. */
  function parseCsv(text: string): string[][] {
    const records: string[][] = [[]];
    const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
    for (const [, quoted, plain, end] of text.matchAll(pattern)) {
      records.at(-1)!.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
      if (end === '\r\n') records.push([]);
    }
    expect(records.pop()).toEqual([]);
    return records;
  }

  test('gives back every text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\r', '\n', ' ', ';', 'é') });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (pairs) => {
        const plain = ['a', 'b'].map((key) => ({ key, label: key }));
        const given = pairs.map(([a, b]) => ({ a, b }));
        expect(parseCsv(tableText('csv', plain, given))).toEqual([['a', 'b'], ...pairs]);
      }),
    );
  });
});

describe('one line a row', () => {
  test('in TSV and Markdown, whatever a cell holds', () => {
    const plain = [
      { key: 'a', label: 'A' },
      { key: 'b', label: 'B' },
    ];
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const tsv = tableText('tsv', plain, [{ a, b }]).split('\n');
        expect(tsv).toHaveLength(3);
        expect(tsv[1]!.split('\t')).toHaveLength(2);
        expect(tableText('markdown', plain, [{ a, b }]).split('\n')).toHaveLength(4);
      }),
    );
  });

  test('in Markdown a bar of the text ends no cell', () => {
    expect(tableText('markdown', [{ key: 'a', label: 'A' }], [{ a: String.raw`x|y\|z` }])).toContain(
      String.raw`| x\|y\\\|z |`,
    );
  });
});

describe('LaTeX', () => {
  test.each([
    ['50 % & #1_a', String.raw`50 \% \& \#1\_a`],
    [String.raw`\input{x}`, String.raw`\textbackslash{}input\{x\}`],
    ['a^b~c $x$', String.raw`a\textasciicircum{}b\textasciitilde{}c \$x\$`],
    ['2.5\u202f×\u202f10⁻⁷', String.raw`2.5\,$\times$\,10$^{-7}$`],
    ['−1.2 ± 0.3', String.raw`$-$1.2 $\pm$ 0.3`],
    ['3 µJ, σ ≤ 1', String.raw`3 $\mu$J, $\sigma$ $\le$ 1`],
  ])('writes %s as %s', (text, latex) => {
    expect(latexText(text)).toBe(latex);
  });

  test('leaves no special character as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'\\{}$&#%_^~<>ab') }), (text) => {
        const rest = latexText(text).replaceAll(/\\[a-z]+\{\}|\\[{}$&#%_]/g, '');
        expect(rest).toMatch(/^[ab]*$/);
      }),
    );
  });
});
