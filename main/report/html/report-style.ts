/** The look of a report: light and dark as the reader's system has it, and plain for print. No colour says anything alone. */
export const reportStyle = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1a2027; --quiet: #55606b; --rule: #c9d0d6; --shade: #f3f5f7; --link: #0b5cad;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #14181c; --ink: #e6eaee; --quiet: #a3adb7; --rule: #3a434c; --shade: #1d2329; --link: #7db7f0; }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 76rem; padding: 2rem 1.5rem 4rem; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; margin: 2.75rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
p { margin: .5rem 0; max-width: 46rem; }
a { color: var(--link); }
a:focus-visible, [tabindex]:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.lead, figcaption, .note, nav { color: var(--quiet); }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; }
nav ol { padding-left: 1.25rem; columns: 2 18rem; margin: .5rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.25rem; margin: .75rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .92rem; border-bottom: 2px solid var(--ink); }
caption { text-align: left; color: var(--quiet); padding: 0 0 .5rem; }
thead { border-top: 2px solid var(--ink); border-bottom: 1px solid var(--ink); }
th, td { padding: .28rem 1.1rem .28rem 0; text-align: left; vertical-align: baseline; font-weight: 400; }
thead th { font-weight: 600; vertical-align: bottom; }
thead th[colspan] { border-bottom: 1px solid var(--rule); }
.number { text-align: right; white-space: nowrap; }
.group { border-top: 1px solid var(--rule); }
figure { margin: 1rem 0 2rem; }
figure img { display: block; max-width: 100%; height: auto; background: #ffffff; padding: .5rem; border: 1px solid var(--rule); }
figcaption { margin: .5rem 0; max-width: 46rem; }
pre { background: var(--shade); padding: 1rem; overflow-x: auto; font-size: .85rem; line-height: 1.45; tab-size: 2; }
code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
summary { cursor: pointer; color: var(--link); }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
@media print {
  :root { --paper: #ffffff; --ink: #000000; --quiet: #333333; --rule: #999999; --shade: #ffffff; --link: #000000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, .skip, details:not([open]) { display: none; }
  h2, h3 { break-after: avoid; }
  figure, tr { break-inside: avoid; }
  .scroll { overflow: visible; }
  figure img { border: 0; padding: 0; }
  pre { white-space: pre-wrap; border: 1px solid var(--rule); }
}
`;
