import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { figureStyleSchema } from '../../../main/contract/figure-style.ts';
import type { StudyNeed } from '../../../main/contract/archive.ts';
import type { ExportSubject } from '../../../main/report/export-subject.ts';
import { studyFigures } from '../../../main/report/figures/study-figures.ts';
import { writeFigure } from '../../../main/report/figures/write-figure.ts';
import { escaped, markup } from '../../../main/report/html/html-text.ts';
import { htmlReport } from '../../../main/report/html/html-report.ts';
import { tableHtml } from '../../../main/report/html/table-html.ts';
import { studyTables } from '../../../main/report/tables/study-tables.ts';
import { usualSubject } from '../figures/figure-subject.ts';
import { fullSubject } from '../tables/full-subject.ts';

async function pageOf(
  subject: ExportSubject,
  changes: { source?: string; notes?: string; needs?: readonly StudyNeed[] } = {},
): Promise<string> {
  const style = figureStyleSchema.parse({});
  const figures = await Promise.all(
    studyFigures(subject).map(async (figure) => {
      const [file] = await writeFigure(figure, 'svg', style, subject.provenance);
      return { figure, svg: file!.bytes };
    }),
  );
  return htmlReport(subject, { tables: studyTables(subject), figures, source: 'version: 1\n', ...changes });
}

const hostile = `"><script>alert('1')</script><img src=x onerror=alert(1)>&amp;\u0000\u001b[31m\ud800`;

/** The same with a text in place of another wherever that stands in it. */
function renamed<Value>(value: Value, from: string, to: string): Value {
  if (typeof value === 'string') return value.replaceAll(from, () => to) as Value;
  if (Array.isArray(value)) return value.map((each: unknown) => renamed(each, from, to)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, renamed(each, from, to)])) as Value;
}

const usual: ExportSubject = { ...usualSubject, specification: fullSubject.specification };

describe('the report', () => {
  test('has every table and figure of the study under a heading of its own, and all that it came from', async () => {
    const page = await pageOf(usual, { source: 'name: mine # a comment\n', notes: 'Look here.' });
    const ids = [...studyTables(usual), ...studyFigures(usual)].map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(8);
    for (const id of ids) expect(page.split(`<h3 id="${id}">`), id).toHaveLength(2);
    expect(page).toContain('name: mine # a comment');
    expect(page).toContain('Look here.');
    expect(page).toContain(usual.provenance.program);
    expect(page.match(/<img alt="[^"]+" src="data:image\/svg\+xml;base64,/g)).toHaveLength(studyFigures(usual).length);
    expect(new Set(page.match(/ id="[^"]*"/g)).size).toBe(page.match(/ id="[^"]*"/g)!.length);
  });

  test('says what it takes to run it again, what of it is not in the archive, and by which hash to know it', async () => {
    const data: StudyNeed = {
      field: 'data.path',
      what: 'CIFAR-10',
      path: '../<b>cifar',
      checksums: [{ part: 'training', sha256: 'ab'.repeat(32) }],
      held: false,
    };
    const network: StudyNeed = { field: 'model.file', what: 'network file', path: 'a.onnx', checksums: [], held: true };
    const page = await pageOf(usual, { needs: [data, network] });
    const section = /<h2 id="needs">[^]*?<\/section>/.exec(page)![0];
    expect(section).toContain('../&lt;b&gt;cifar');
    expect(section).toContain(`training: <code>${'ab'.repeat(32)}</code>`);
    expect(section).toContain('not in this archive: to be fetched');
    expect(section).toContain('in this archive, folder inputs');
    expect(section).toContain('not recorded: no run has read it');
    expect(await pageOf(usual, { needs: [] })).toContain('Nothing but the program');
    expect(await pageOf(usual, { needs: [network] })).toContain('All that the study reads is in this archive.');
    expect(await pageOf(usual)).not.toContain('id="needs"');
  });

  test('loads nothing and carries nothing out: one style, known by its hash', async () => {
    const page = await pageOf(fullSubject);
    const style = /<style>([^]*)<\/style>/.exec(page)![1]!;
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!;
    const hash = createHash('sha256').update(style, 'utf8').digest('base64');
    expect(policy.replaceAll('&#39;', "'")).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`,
    );
    expect(page).not.toMatch(/<script| style="| on[a-z]+="|<link|<iframe|<object|@import|url\(/i);
    const addresses = [...page.matchAll(/ (?:src|href)="([^"]*)"/g)].map(([, address]) => address!);
    expect(addresses.filter((address) => !/^(?:#|data:image\/svg\+xml;base64,)/.test(address))).toEqual([]);
  });

  test('takes whatever the study says for text', async () => {
    const subject = renamed(fullSubject, fullSubject.comparison.study.name, hostile);
    const labelled = renamed(subject, 'multiplicative', hostile.slice(0, 60));
    const page = await pageOf(
      { ...labelled, comparison: { ...labelled.comparison, engines: [hostile] } },
      { source: hostile, notes: hostile },
    );
    expect(page).not.toMatch(/<script|<img src=x|onerror=alert\(1\)>/);
    expect(page).toContain('&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;');
    expect(page).not.toMatch(/[^\P{Cc}\n\t]/u);
    expect(page.isWellFormed()).toBe(true);
  });

  test('tells no folder of the machine, no time and no number of the workspace', async () => {
    const page = await pageOf(fullSubject);
    expect(page).not.toContain('/somewhere');
    const { study } = fullSubject.comparison;
    const elsewhere = {
      ...fullSubject,
      comparison: { ...fullSubject.comparison, study: { ...study, id: study.id + 1000 } },
    };
    expect(await pageOf(elsewhere)).toBe(page);
  });

  test('of a study without anything finished says so', () => {
    const { comparison } = fullSubject;
    const nothing = { ...comparison, profiles: [], fronts: undefined, faultCurves: [], rateHistories: [] };
    const page = htmlReport({ ...fullSubject, comparison: nothing }, { tables: [], figures: [], source: '' });
    expect(page.match(/Nothing of this study is finished/g)).toHaveLength(2);
  });
});

describe('a table', () => {
  test.each(studyTables(fullSubject).map((table) => [table.id, table] as const))(
    '%s has a heading over every cell',
    (_id, table) => {
      const text = tableHtml(table).html;
      const [upper, lower = ''] = /<thead>(.*)<\/thead>/.exec(text)![1]!.split('</tr><tr>');
      const spans = (row: string, attribute: string) =>
        [...row.matchAll(/<th [^>]*>/g)].map(([tag]) =>
          Number(new RegExp(`${attribute}="(\\d+)"`).exec(tag)?.[1] ?? 1),
        );
      expect(spans(upper!, 'colspan').reduce((sum, span) => sum + span, 0)).toBe(table.columns.length);
      if (lower !== '') {
        const own = spans(upper!, 'rowspan').filter((rows) => rows === 2).length;
        expect(own + spans(lower, 'colspan').length).toBe(table.columns.length);
      }
      const rows = [.../<tbody>([^]*)<\/tbody>/.exec(text)![1]!.matchAll(/<tr[^>]*>(.*?)<\/tr>/g)].map(
        ([, row]) => row!,
      );
      expect(rows.map((row) => row.match(/<t[dh]\b/g)!.length)).toEqual(table.rows.map(({ cells }) => cells.length));
      expect(text).toContain(`<caption>${escaped(table.caption)}.</caption>`);
    },
  );

  test('marks what is best, in words of its notes', () => {
    const best = studyTables(fullSubject).filter(({ rows }) =>
      rows.some(({ cells }) => cells.some((cell) => cell.kind === 'measured' && cell.best)),
    );
    expect(best.length).toBeGreaterThan(0);
    for (const table of best) expect(tableHtml(table).html).toMatch(/<strong>[\d.]+/);
  });
});

describe('text in HTML', () => {
  test('is read as it was, but for what HTML cannot hold', () => {
    const read = (text: string): string =>
      text
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&amp;', '&');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const written = escaped(text);
        expect(written).not.toMatch(/[<>"']/);
        expect(written.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
        expect(read(written)).toHaveLength(text.length);
        if (/^[ -~]*$/.test(text)) expect(read(written)).toBe(text);
      }),
    );
  });

  test('is put in as text, unless it is HTML itself', () => {
    const parts = ['a&', markup`<br>`];
    expect(markup`<p>${'<b>'}${markup`<i>${1}</i>`}${undefined}${parts}</p>`.html).toBe(
      '<p>&lt;b&gt;<i>1</i>a&amp;<br></p>',
    );
  });
});
