import { sha256Schema, type ArchiveManifest } from '../contract/archive.ts';
import { metricSeriesSchema } from '../contract/result-schemas/run-details.ts';
import { sha256OfText } from '../store/canonical-json.ts';
import type { Connection } from '../store/connection.ts';

function* studyProblems(connection: Connection, { study, entries }: ArchiveManifest): Generator<string> {
  const rows = connection.all<{ uid: string | null; name: string; hash: string; source: string }>(
    'SELECT uid, name, specification_sha256 AS hash, source FROM studies LIMIT 2',
  );
  const [row] = rows;
  if (row === undefined || rows.length > 1) return yield 'it does not hold exactly one study';
  if (row.uid !== study.uid || row.name !== study.name || row.hash !== study.specificationHash) {
    yield 'its study is another than its manifest says';
  }
  const specification = entries.find(({ name }) => name === 'specification.yaml');
  if (specification?.sha256 !== sha256OfText(row.source)) {
    yield 'specification.yaml is another text than the study has';
  }
  const { runs, unnamed } = connection.get<{ runs: number; unnamed: number }>(
    'SELECT count(*) AS runs, count(*) - count(uid) AS unnamed FROM runs',
  )!;
  if (runs !== study.runs) yield `it has ${runs} runs instead of ${study.runs}`;
  if (unnamed > 0) yield 'a run has no uid';
}

/** Names of files come from these rows, so they are looked at before anything is done with them. */
function* fileProblems(connection: Connection, { entries }: ArchiveManifest): Generator<string> {
  const listed = new Map(
    entries.filter(({ name }) => name.startsWith('files/')).map(({ sha256, bytes }) => [sha256, bytes]),
  );
  const rows = connection.each<{ sha256: string; bytes: number; extension: string; kind: string }>(
    'SELECT sha256, bytes, extension, kind FROM files',
  );
  let count = 0;
  for (const { sha256, bytes, extension, kind } of rows) {
    count += 1;
    const isKnown = sha256Schema.safeParse(sha256).success && extension === '.safetensors' && kind === 'checkpoint';
    if (!isKnown || listed.get(sha256) !== bytes) {
      yield 'rows/files.ndjson names a file that is not in it';
      return;
    }
  }
  if (count !== listed.size) yield 'it has files that no row names';
}

function* contentProblems(connection: Connection): Generator<string> {
  for (const { sha256, json } of connection.each<{ sha256: string; json: string }>(
    'SELECT sha256, json FROM configurations',
  )) {
    if (sha256OfText(json) !== sha256) yield 'a configuration is another text than its SHA-256 says';
  }
  for (const table of ['metrics', 'metric_summaries']) {
    for (const { name } of connection.each<{ name: string }>(`SELECT DISTINCT series AS name FROM ${table}`)) {
      if (!metricSeriesSchema.safeParse(name).success)
        yield `there is no series ${JSON.stringify(name.slice(0, 40))} of metrics`;
    }
  }
}

/** What is wrong with the rows of an archive, beyond what the store itself refuses; without full stops. */
export function rowProblems(connection: Connection, manifest: ArchiveManifest): readonly string[] {
  const problems = [
    studyProblems(connection, manifest),
    fileProblems(connection, manifest),
    contentProblems(connection),
  ];
  return problems.flatMap((each) => [...each]);
}
