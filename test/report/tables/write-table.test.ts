import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { tableJsonSchema } from '../../../main/contract/table-json.ts';
import { machineColumns } from '../../../main/report/tables/machine-columns.ts';
import { fittedTable } from '../../../main/report/tables/latex/fitted-table.ts';
import { plainCell } from '../../../main/report/tables/shown-cell.ts';
import { studyTables } from '../../../main/report/tables/study-tables.ts';
import type { TableDocument } from '../../../main/report/tables/table-document.ts';
import { fileExtension, tableFormats, writeTable } from '../../../main/report/tables/write-table.ts';
import { hostileText } from '../../support/tables/hostile-text.ts';
import { readLatexRows, readLatexText } from '../../support/tables/latex-source.ts';
import { readMarkdown } from '../../support/tables/markdown-text.ts';
import { readCsv, readTsv } from '../../support/tables/separated-text.ts';
import { fullSubject, provenance } from './full-subject.ts';
import { tableArbitrary } from './table-arbitrary.ts';

const usual = { siunitx: false };
const textOf = (table: TableDocument, format: (typeof tableFormats)[number], siunitx = false): string =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(writeTable(table, format, { siunitx }, provenance));

/** As it comes back from UTF-8: half of a pair of surrogates is no character. */
const wellFormed = (text: string): string => text.toWellFormed();
const oneLine = (text: string): string => wellFormed(text).replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');

function records(table: TableDocument): { readonly names: readonly string[]; readonly rows: readonly unknown[][] } {
  const columns = machineColumns(table);
  const rows = table.rows.map((_, row) => columns.map(({ values }) => values[row]));
  return { names: columns.map(({ name }) => name), rows };
}

/** A cell of a text file, as its column says. */
function parsed(table: TableDocument, cells: readonly string[]): readonly unknown[] {
  return machineColumns(table).map(({ type }, index) => {
    const cell = cells[index]!;
    if (cell === '') return null;
    return type === 'number' || type === 'count' ? Number(cell) : type === 'boolean' ? cell === 'true' : cell;
  });
}

/** Negative zero is zero, and text is what UTF-8 can say. */
const comparable = (rows: readonly (readonly unknown[])[]): readonly unknown[] =>
  rows.map((row) => row.map((value) => (typeof value === 'string' ? wellFormed(value) : number(value))));

/** Parquet's whole numbers of 64 bits are read as such. */
const number = (value: unknown): unknown => (value === 0 ? 0 : typeof value === 'bigint' ? Number(value) : value);

const real = studyTables(fullSubject);

describe.each(['csv', 'tsv'] as const)('%s', (format) => {
  const read = format === 'csv' ? readCsv : readTsv;
  const check = (table: TableDocument): void => {
    const [header, ...rows] = read(textOf(table, format));
    const expected = records(table);
    expect(header).toEqual(expected.names);
    expect(comparable(rows.map((row) => parsed(table, row)))).toEqual(comparable(expected.rows));
  };

  test('has every number again, of the layouts', () => {
    for (const table of real) check(table);
  });

  test('has everything again, of any table', () => {
    fc.assert(fc.property(tableArbitrary, check));
  });
});

test('Markdown shows every cell, caption and note again', () => {
  const check = (table: TableDocument): void => {
    const { comment, caption, header, rows, notes, right } = readMarkdown(textOf(table, 'markdown'));
    expect(comment.split('\n').at(-1)).toBe(`Command: ${provenance.command}`);
    expect(comment).not.toContain('-->');
    expect(caption).toBe(`${oneLine(table.caption)}.`);
    expect(header).toHaveLength(table.columns.length);
    expect(right).toEqual(table.columns.map(({ kind }) => kind !== 'text' && kind !== 'mark'));
    const shown = table.rows.map(({ cells }) =>
      cells.map((cell) => {
        if (cell.kind === 'mark') return cell.marked ? '★' : '';
        return cell.kind === 'missing' ? (cell.said ?? '–') : oneLine(plainCell(cell));
      }),
    );
    expect(rows).toEqual(shown);
    expect(notes).toEqual(table.notes.map(oneLine));
  };
  for (const table of real) check(table);
  // Notes and captions without text leave no lines to find
  fc.assert(
    fc.property(tableArbitrary, (table) => check({ ...table, notes: table.notes.filter((note) => note !== '') })),
  );
});

/** JSON itself makes NaN and infinities null; -0 becomes 0. */
function withTexts(table: TableDocument): TableDocument {
  const rows = table.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) =>
      cell.kind === 'text'
        ? { kind: 'text' as const, text: cell.text, ...(cell.machine === cell.text ? {} : { id: cell.machine }) }
        : { ...cell, text: plainCell(cell) },
    ),
  }));
  return JSON.parse(JSON.stringify({ ...table, rows })) as TableDocument;
}

describe('JSON', () => {
  test('is all of the table, versioned', () => {
    for (const table of real) {
      const { format, version, provenance: origin, ...rest } = tableJsonSchema.parse(JSON.parse(textOf(table, 'json')));
      expect({ format, version, origin }).toEqual({ format: 'noisefloor-table', version: 1, origin: provenance });
      expect(rest).toEqual(withTexts(table));
    }
  });

  test('has null for what JSON has no number for', () => {
    fc.assert(
      fc.property(tableArbitrary, (table) => {
        const read = tableJsonSchema.parse(JSON.parse(textOf(table, 'json')));
        expect(read.rows).toEqual(withTexts(table).rows);
      }),
    );
  });
});

test('Parquet has the columns of the CSV file, typed, and the caption in its metadata', async () => {
  const check = async (table: TableDocument): Promise<void> => {
    const bytes = writeTable(table, 'parquet', usual, provenance);
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const { names, rows } = records(table);
    const metadata = parquetMetadata(file);
    expect(metadata.schema.slice(1).map(({ name }) => name)).toEqual(names);
    const found = await parquetReadObjects({ file });
    const withoutMark = (value: unknown): unknown => (typeof value === 'string' ? value.replace(/^\ufeff/, '') : value);
    // Its reader takes a byte order mark at the beginning of a text away
    const expected = rows.map((row) => row.map(withoutMark));
    expect(comparable(found.map((row) => names.map((name) => row[name] ?? null)))).toEqual(comparable(expected));
    const values = new Map(metadata.key_value_metadata?.map(({ key, value }) => [key, value]));
    expect(values.get('noisefloor.caption')).toBe(withoutMark(wellFormed(table.caption)));
    expect(values.get('noisefloor.command')).toBe(provenance.command);
  };
  for (const table of real) await check(table);
  await fc.assert(fc.asyncProperty(tableArbitrary, check), { numRuns: 60 });
});

/** Lines above rows that say what these have in common, and the source without them. */
function headingsAndRows(source: string): readonly [readonly string[], string] {
  const line = /^ *\\multicolumn\{\d+\}\{l\}\{\\itshape (.*)\} \\\\\*\n/gm;
  return [[...source.matchAll(line)].map(([, heading]) => readLatexText(heading!)), source.replaceAll(line, '')];
}

describe('LaTeX', () => {
  test('says every cell of the tables that it sets again, and each heading of rows', () => {
    for (const whole of real) {
      const source = textOf(whole, 'latex');
      const parts = source.split(/(?=\\begin\{(?:tabular|longtable)\})/).slice(1);
      const tables = fittedTable(whole, false).parts;
      expect(parts).toHaveLength(tables.length);
      for (const [place, table] of tables.entries()) {
        const [headings, lines] = headingsAndRows(parts[place]!);
        const rows = readLatexRows(lines);
        expect(headings).toEqual(table.rows.flatMap(({ heading }) => heading ?? []));
        expect(rows).toHaveLength(table.rows.length);
        for (const [index, { cells }] of table.rows.entries()) {
          const shown = cells.map((cell) => (cell.kind === 'missing' ? (cell.said ?? '--') : plainCell(cell)));
          const plain = rows[index]!.map((text, column) => (text === '' && column < 3 ? shown[column] : text));
          expect(plain).toEqual(shown.map((text) => text.replace('†', String.raw`\dagger`)));
        }
      }
    }
  });

  test('of any table has as many cells in each row as columns, and is ASCII below its comment', () => {
    const columnsOf = (preamble: string): number => preamble.match(/[lcrS](?:\[[^\]]*\])?/g)?.length ?? 0;
    fc.assert(
      fc.property(tableArbitrary, fc.boolean(), (table, siunitx) => {
        const text = textOf(table, 'latex', siunitx);
        const [comment, ...rest] = text.split(/^(?!%)/m);
        expect(comment!.split('\n').every((line) => line === '' || line.startsWith('% '))).toBe(true);
        expect(rest.join('')).toMatch(/^[ -~\n]*$/);
        const preamble = /\\begin\{(?:tabular|longtable)\}\{(.*)\}$/m.exec(text)![1]!;
        const bodies = text.split('\\midrule')[1]!.split('\\bottomrule')[0]!.trim();
        for (const line of bodies === '' ? [] : bodies.split('\n')) {
          const cells = line.split(/(?<!\\)&/).length + (line.match(/\\multicolumn\{2\}/g)?.length ?? 0);
          expect(cells).toBe(columnsOf(preamble.replaceAll(/@\{[^}]*\}|table-space-text-pre=\{[^}]*\}[^\]]*/g, '')));
        }
      }),
      { numRuns: 200 },
    );
  });

  test('names study, versions and command above, and what it needs', () => {
    const [table] = real;
    expect(textOf(table!, 'latex').split('\n').slice(0, 7)).toEqual([
      '% saft-table-1, written by Noisefloor 0.1.0 (commit 1a2b3c4)',
      '% Study: All of it: 100 % & more_of #1; specification: ab12',
      '% Network: wide-resnet-10-2; data: IDX files of mnist, 10,000 test images',
      '% Engine: graph, float32, tensorflow 2.21.0',
      '% Command: npm run -s lab -- export 1 . --tables latex',
      '% Packages: booktabs, graphicx',
      expect.stringMatching(/^% Width: about 3\d\d pt in an article of 10 pt: table\*, across both columns where/),
    ]);
    expect(textOf(table!, 'latex', true)).toContain('% Packages: booktabs, graphicx, siunitx\n');
  });
});

test('what a comment says cannot leave it', () => {
  fc.assert(
    fc.property(hostileText, (name) => {
      const [first] = real;
      const table = { ...first!, source: { ...first!.source, study: { name, hash: 'ab' } } };
      const markdown = textOf(table, 'markdown');
      expect(markdown.indexOf('-->')).toBe(markdown.lastIndexOf('-->'));
      expect(
        textOf(table, 'latex')
          .split('\n')
          .filter((line) => line.startsWith('%')),
      ).toHaveLength(7);
    }),
  );
});

test.each(tableFormats)('%s is the same bytes each time, with an ending of its own', (format) => {
  for (const table of real) {
    expect(writeTable(structuredClone(table), format, usual, provenance)).toEqual(
      writeTable(table, format, usual, provenance),
    );
  }
  expect(fileExtension(format)).toMatch(/^\.[a-z]+$/);
  expect(tableFormats.filter((other) => fileExtension(other) === fileExtension(format))).toEqual([format]);
});
