// What vitest's reports say, for .ci/run:
//   outcome.js files REPORT            the files in which something failed, a line each
//   outcome.js failures REPORT         what failed and why, the short of it first
//   outcome.js counts REPORT [AGAIN]   "passed failed"; where AGAIN is given, its files count as they went there
// Without a report there is nothing to say, and nothing is printed.
import console from 'node:console';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import process from 'node:process';

const [command, ...reports] = process.argv.slice(2);

/** Files by path, each with its tests. */
function read(report) {
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
    return new Map(testResults.map((file) => [relative(process.cwd(), file.name), file]));
  } catch (error) {
    if (error.code === 'ENOENT') return new Map();
    throw error;
  }
}

/** What failed in a file: its tests, or the file itself where it does not load. */
function failuresOf([path, { status, message, assertionResults }]) {
  const tests = assertionResults
    .filter((result) => result.status === 'failed')
    .map(({ fullName, failureMessages }) => ({ what: `${path}: ${fullName}`, why: failureMessages.join('\n') }));
  return tests.length === 0 && status === 'failed' ? [{ what: path, why: message }] : tests;
}

const files = new Map(reports.flatMap((report) => [...read(report)]));
const failed = [...files].filter((file) => failuresOf(file).length > 0);

if (command === 'files') for (const [path] of failed) console.log(path);
if (command === 'failures') {
  const failures = failed.flatMap(failuresOf);
  for (const { what, why } of failures) console.log(`FAILED ${what} | ${why.split('\n')[0].slice(0, 200)}`);
  const withoutStack = (text) => text.replaceAll(/(\n\s+at .*)(\n\s+at .*)*/g, '$1');
  for (const { what, why } of failures) console.log(`\n${what}\n${withoutStack(why).slice(0, 3000)}`);
}
if (command === 'counts' && files.size > 0) {
  const results = [...files.values()].flatMap(({ assertionResults }) => assertionResults);
  const passed = results.filter(({ status }) => status === 'passed').length;
  console.log(passed, failed.flatMap(failuresOf).length);
}
