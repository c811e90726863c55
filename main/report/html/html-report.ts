import { createHash } from 'node:crypto';
import type { StudyNeed } from '../../contract/archive.ts';
import type { StudyComparison } from '../../contract/results.ts';
import type { ExportSubject } from '../export-subject.ts';
import { withoutFolders } from '../tables/study-tables.ts';
import type { TableDocument } from '../tables/table-document.ts';
import { figureHtml, type DrawnFigure } from './figure-html.ts';
import { lines, markup, type Html } from './html-text.ts';
import { needsHtml } from './needs-html.ts';
import { reportStyle } from './report-style.ts';
import { tableHtml } from './table-html.ts';

export interface ReportContent {
  readonly tables: readonly TableDocument[];
  readonly figures: readonly DrawnFigure[];
  /** The specification as its author wrote it */
  readonly source: string;
  readonly notes?: string;
  /** What it takes to run it again */
  readonly needs?: readonly StudyNeed[];
}

/** Nothing is loaded and nothing carried out; the one style is known by its hash. */
function policy(): string {
  const hash = createHash('sha256').update(reportStyle, 'utf8').digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
}

interface Section {
  readonly id: string;
  readonly title: string;
  readonly content: Html;
}

function terms(entries: readonly (readonly [term: string, text: string | undefined])[]): Html {
  const told = entries.filter(([, text]) => text !== undefined && text !== '');
  return markup`<dl>
${lines(told.map(([term, text]) => markup`<dt>${term}</dt><dd>${text}</dd>`))}
</dl>`;
}

/** `47 finished, 3 stopped` */
function runCounts({ study }: StudyComparison): string {
  const counts = Object.entries(study.runs).map(([status, count]) => `${count} ${status}`);
  return counts.length === 0 ? 'none' : counts.join(', ');
}

function aboutSection({ comparison }: ExportSubject, data: string, notes: string): Section {
  const { architecture, profiles, study } = comparison;
  const content = terms([
    ['Network', architecture],
    ['Data', data],
    ['Profiles', profiles.map(({ label }) => label).join(', ')],
    ['Runs', runCounts(comparison)],
    ['Begun', study.createdAt.slice(0, 10)],
    ['Notes', notes],
  ]);
  return { id: 'about', title: 'About', content };
}

function profilesSection({ comparison }: ExportSubject): Section | undefined {
  if (comparison.profiles.length === 0) return undefined;
  const content = comparison.profiles.map(({ label, profile }) => {
    const text = JSON.stringify(profile, null, 2);
    return markup`<details><summary>${label}</summary><pre><code>${text}</code></pre></details>`;
  });
  return { id: 'profiles', title: 'Hardware profiles as they were used', content: lines(content) };
}

function provenanceSection({ comparison, provenance }: ExportSubject): Section {
  const origin = terms([
    ['Written by', provenance.program],
    ['Engines', comparison.engines.join('; ')],
    ['Specification', `SHA-256 ${comparison.study.hash}`],
  ]);
  const content = markup`${origin}
<p>The same bytes are written by:</p>
<pre><code>${provenance.command}</code></pre>
<p class="note">What each run was computed with, its machine included, is in rows/provenances.ndjson of the archive.</p>`;
  return { id: 'provenance', title: 'Where it comes from', content };
}

function sectionHtml({ id, title, content }: Section): Html {
  return markup`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${content}
</section>`;
}

function listOrNothing(id: string, title: string, parts: readonly Html[], nothing: string): Section {
  return { id, title, content: parts.length === 0 ? markup`<p>${nothing}</p>` : lines(parts) };
}

/**
 * A study as one page of HTML that any browser opens without a network: its tables and figures, what was asked for, and
 * where it comes from. All that the study says of itself is text in it, whatever it looks like. It has no script and no
 * time, so that the same study gives the same bytes.
 */
export function htmlReport(
  subject: ExportSubject,
  { tables, figures, source, notes = '', needs }: ReportContent,
): string {
  const { study, architecture } = subject.comparison;
  const data = withoutFolders(subject.comparison.data, subject.specification.data.path);
  const nothing = 'Nothing of this study is finished that could be shown here.';
  const sections = [
    aboutSection(subject, data, notes),
    listOrNothing('tables', 'Tables', tables.map(tableHtml), nothing),
    listOrNothing('figures', 'Figures', figures.map(figureHtml), nothing),
    profilesSection(subject),
    { id: 'specification', title: 'Specification', content: markup`<pre><code>${source}</code></pre>` },
    needs === undefined
      ? undefined
      : { id: 'needs', title: 'What it takes to run it again', content: needsHtml(needs) },
    provenanceSection(subject),
  ].flatMap((section) => section ?? []);
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${study.name}</title>
<style>${{ html: reportStyle }}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<h1>${study.name}</h1>
<p class="lead">${architecture} on ${data}</p>
</header>
<nav aria-label="Contents"><ol>
${lines(sections.map(({ id, title }) => markup`<li><a href="#${id}">${title}</a></li>`))}
</ol></nav>
<main id="content">
${lines(sections.map(sectionHtml))}
</main>
</body>
</html>
`;
  return page.html;
}
