import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { archiveLimits } from '../../main/archive/limits.ts';
import { openArchive, verifyArchive } from '../../main/archive/open-archive.ts';
import { canonicalJson, sha256OfText } from '../../main/store/canonical-json.ts';
import { archiveOf, filledWorkspace, temporaryFolder } from './archived-study.ts';
import { packed, unpacked, withRows, type UnpackedArchive } from './edit-archive.ts';

let first: Promise<{ readonly bytes: Buffer; readonly archive: UnpackedArchive }> | undefined;

/** The same archive for all tests */
const made = () =>
  (first ??= (async () => {
    const { bytes } = await archiveOf(filledWorkspace(temporaryFolder()), 'a.noisefloor', { weights: 'all' });
    return { bytes, archive: unpacked(bytes) };
  })());

function written(bytes: Uint8Array): string {
  const path = join(temporaryFolder(), 'a.noisefloor');
  writeFileSync(path, bytes);
  return path;
}

/** Both ways of reading refuse it, with the same reason; nothing is left in the temporary folder of the system. */
async function refusalOf(
  bytes: Uint8Array,
): Promise<{ readonly code: string; readonly message: string; readonly problems: readonly string[] }> {
  const path = written(bytes);
  const { valid, problems } = await verifyArchive(path);
  expect(valid).toBe(false);
  const error = await openArchive(path).then(
    () => expect.fail('It was opened.'),
    (thrown: unknown) => thrown as { code: string; message: string; nextStep: string },
  );
  expect(error.nextStep).not.toBe('');
  return { code: error.code, message: error.message, problems };
}

/** Replaces a text by one of the same length, everywhere. */
function replaced(bytes: Buffer, text: string, by: string): Buffer {
  expect(by).toHaveLength(text.length);
  const changed = Buffer.from(bytes);
  let found = 0;
  for (let at = changed.indexOf(text); at !== -1; at = changed.indexOf(text, at + 1), found++)
    changed.write(by, at, 'latin1');
  expect(found).toBeGreaterThan(0);
  return changed;
}

const endOf = (bytes: Buffer): number => bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));

/** Says of an entry that a Unix system wrote it, as such a kind of file. */
const ofKind =
  (mode: number) =>
  (bytes: Buffer, at: number): void => {
    bytes.writeUInt16LE(0x031e, at + 4);
    bytes.writeUInt32LE((mode << 16) >>> 0, at + 38);
  };

function centralHeader(bytes: Buffer, name: string): number {
  const at = bytes.lastIndexOf(name) - 46;
  expect(bytes.readUInt32LE(at)).toBe(0x02014b50);
  return at;
}

describe('as a zip file', () => {
  test.each([
    ['nothing at all', () => Buffer.alloc(0), 'no zip file'],
    ['a text', () => Buffer.from('Once upon a time'.repeat(100)), 'no zip file'],
    ['its beginning alone', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2), 'its end is missing'],
    ['all but its beginning', (bytes: Buffer) => bytes.subarray(100), 'damaged'],
    ['with something behind it', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('more')]), 'damaged'],
    ['with something before it', (bytes: Buffer) => Buffer.concat([Buffer.from('more'), bytes]), 'damaged'],
    [
      'a way out',
      (bytes: Buffer) => replaced(bytes, 'rows/runs.ndjson', '../../../etc/pas'),
      'leads out of the archive',
    ],
    ['an absolute name', (bytes: Buffer) => replaced(bytes, 'rows/runs.ndjson', '/rows/run.ndjson'), 'absolute name'],
    [
      'a name of Windows',
      (bytes: Buffer) => replaced(bytes, 'rows/runs.ndjson', 'C:\\rows\\r.ndjson'),
      'absolute name',
    ],
    [
      'a way out of Windows',
      (bytes: Buffer) => replaced(bytes, 'rows/runs.ndjson', '..\\..\\runs.ndjso'),
      'leads out of the archive',
    ],
    ['an entry twice', (bytes: Buffer) => replaced(bytes, 'rows/plans.ndjson', 'rows/files.ndjson'), 'in it twice'],
    [
      'an entry twice to Windows',
      (bytes: Buffer) => replaced(bytes, 'rows/plans.ndjson', 'rows/FILES.ndjson'),
      'in it twice',
    ],
    [
      'an entry nobody knows',
      (bytes: Buffer) => replaced(bytes, 'rows/plans.ndjson', 'rows/plant.ndjson'),
      'not in its manifest',
    ],
  ])('%s is refused', async (_what, damage, reason) => {
    const { bytes } = await made();
    const { code, message, problems } = await refusalOf(damage(bytes));
    expect(code).toBe('invalid-archive');
    expect(message + problems.join('\n')).toContain(reason);
  });

  test.each([
    ['a symbolic link', 'symbolic link', ofKind(0o120777)],
    ['a device', 'no ordinary file', ofKind(0o020666)],
    [
      'an encrypted entry',
      'encrypted',
      (bytes: Buffer, at: number) => bytes.writeUInt16LE(bytes.readUInt16LE(at + 8) | 1, at + 8),
    ],
    ['an unknown packing', 'packed in an unknown way', (bytes: Buffer, at: number) => bytes.writeUInt16LE(12, at + 10)],
    [
      'another size',
      'bytes instead of',
      (bytes: Buffer, at: number) => bytes.writeUInt32LE(bytes.readUInt32LE(at + 24) + 1, at + 24),
    ],
    ['a bomb by its size', 'over 250 times', (bytes: Buffer, at: number) => bytes.writeUInt32LE(0xfffffff0, at + 24)],
    ['another checksum', 'checksum', (bytes: Buffer, at: number) => bytes.writeUInt32LE(1, at + 16)],
    [
      'a place beyond the end',
      'not where it should be',
      (bytes: Buffer, at: number) => bytes.writeUInt32LE(0xfffffff0, at + 42),
    ],
    [
      'the bytes of another',
      'another name in its own header',
      (bytes: Buffer, at: number) => bytes.writeUInt32LE(0, at + 42),
    ],
    ['more bytes than there are', 'overlaps', (bytes: Buffer, at: number) => bytes.writeUInt32LE(0x00ffffff, at + 20)],
  ] as const)('%s is refused', async (_what, reason, damage) => {
    const bytes = Buffer.from((await made()).bytes);
    damage(bytes, centralHeader(bytes, 'rows/runs.ndjson'));
    const { code, problems } = await refusalOf(bytes);
    expect(code).toBe('invalid-archive');
    expect(problems.join('\n')).toContain(reason);
  });

  test.each([
    ['a list for large files that points beyond all', [0xffffffff, 0xffffffff]],
    ['a list for large files that points at nothing', [0, 0]],
  ])('%s is refused', async (_what, [low, high]) => {
    const { bytes } = await made();
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    locator.writeUInt32LE(low!, 8);
    locator.writeUInt32LE(high!, 12);
    const end = endOf(bytes);
    const { message } = await refusalOf(Buffer.concat([bytes.subarray(0, end), locator, bytes.subarray(end)]));
    expect(message).toContain('damaged');
  });

  test('one altered bit anywhere in the bytes of an entry is refused', async () => {
    const { bytes } = await made();
    const at = bytes.indexOf('rows/metrics.ndjson') + 40;
    const changed = Buffer.from(bytes);
    changed[at]! ^= 1;
    expect((await refusalOf(changed)).problems.join()).toContain('rows/metrics.ndjson');
  });

  test('a folder, and no file', async () => {
    const folder = temporaryFolder();
    await expect(openArchive(folder)).rejects.toMatchObject({
      code: expect.stringMatching(/invalid-archive|missing-file/) as string,
    });
    await expect(openArchive(join(folder, 'none'))).rejects.toMatchObject({ code: 'missing-file' });
    await expect(verifyArchive(join(folder, 'none'))).rejects.toMatchObject({ code: 'missing-file' });
    mkdirSync(join(folder, 'sub'));
    expect(readdirSync(folder)).toEqual(['sub']);
  });
});

describe('a bomb', () => {
  test('that packs a lot into little is refused before it is unpacked', async () => {
    const { archive } = await made();
    const { problems } = await refusalOf(
      packed({ ...archive, entries: { ...archive.entries, 'report/index.html': new Uint8Array(20_000_000) } }),
    );
    expect(problems).toEqual([
      expect.stringMatching(/report\/index\.html says that it unpacks to 20000000 bytes, over 250 times/),
    ]);
  });

  test('that unpacks to more than it says is refused when it has', async () => {
    const { archive } = await made();
    const text = Buffer.from(Array.from({ length: 500 }, (_, index) => Math.sin(index)).join());
    const bytes = Buffer.from(packed({ ...archive, entries: { ...archive.entries, 'report/index.html': text } }));
    const at = bytes.indexOf('report/index.html') + 'report/index.html'.length;
    const bomb = deflateRawSync(new Uint8Array(20_000));
    expect(bomb.length).toBeLessThan(deflateRawSync(text).length);
    bomb.copy(bytes, at);
    expect((await refusalOf(bytes)).problems.join()).toMatch(/report\/index\.html is damaged/);
  });

  test('of more than the limits is refused', async () => {
    const { bytes } = await made();
    const path = written(bytes);
    const opened = (limits: Partial<typeof archiveLimits>) =>
      openArchive(path, { limits: { ...archiveLimits, ...limits } });
    await expect(opened({ entries: 5 })).rejects.toThrow('entries');
    await expect(opened({ totalBytes: 1000 })).rejects.toThrow('unpacks to');
    await expect(opened({ manifestBytes: 100 })).rejects.toThrow('manifest cannot be read');
    await expect(opened({ rowBytes: 100 })).rejects.toThrow('characters');
  });
});

describe('as an archive of a study', () => {
  type Damage = (archive: UnpackedArchive) => Uint8Array;
  const manifestOf =
    (change: object): Damage =>
    (archive) =>
      packed(archive, (manifest) => ({ ...manifest, ...change }));
  const entriesOf =
    (edit: (entries: Record<string, unknown>[]) => unknown): Damage =>
    (archive) =>
      packed(archive, (manifest) => ({
        ...manifest,
        entries: edit((manifest as { entries: Record<string, unknown>[] }).entries),
      }));
  const rows =
    (table: string, edit: Parameters<typeof withRows>[2]): Damage =>
    (archive) =>
      packed(withRows(archive, table, edit));
  const cell = (table: string, column: string, value: unknown) =>
    rows(table, ([first, ...others]) => [{ ...first, [column]: value }, ...others]);
  const without =
    (name: string): Damage =>
    ({ manifest, entries: { [name]: _left, ...entries } }) =>
      packed({ manifest, entries });

  test.each([
    ['another format', manifestOf({ format: 'zip' }), 'manifest'],
    ['no study in the manifest', manifestOf({ study: undefined }), 'study'],
    [
      'a manifest of another study',
      manifestOf({ study: { uid: '0'.repeat(32), name: 'A study', specificationHash: '', runs: 4 } }),
      'another than its manifest says',
    ],
    ['a schema that never was', manifestOf({ schema: 125 }), 'no schema 125'],
    ['a schema before there were archives', manifestOf({ schema: 120 }), 'no schema 120'],
    [
      'an entry that is missing',
      entriesOf((entries) => [...entries, { name: 'report/x.html', bytes: 1, sha256: '0'.repeat(64) }]),
      'report/x.html is missing',
    ],
    [
      'an entry that is not listed',
      entriesOf((entries) => entries.filter(({ name }) => name !== 'rows/plans.ndjson')),
      'not in its manifest',
    ],
    ['another order', entriesOf((entries) => entries.toReversed()), 'order'],
    [
      'a wrong hash',
      entriesOf((entries) =>
        entries.map((entry) => (entry['name'] === 'rows/runs.ndjson' ? { ...entry, sha256: '0'.repeat(64) } : entry)),
      ),
      'another SHA-256',
    ],
    [
      'a wrong number of rows',
      entriesOf((entries) =>
        entries.map((entry) => (entry['name'] === 'rows/runs.ndjson' ? { ...entry, rows: 3 } : entry)),
      ),
      '4 rows instead of 3',
    ],
    ['no studies', without('rows/studies.ndjson'), 'rows/studies.ndjson is missing'],
    ['no specification', without('specification.yaml'), 'specification.yaml is missing'],
    ['no runs', without('rows/runs.ndjson'), 'not in rows/runs.ndjson'],
    [
      'a table of one workspace',
      ({ manifest, entries }: UnpackedArchive) =>
        packed({ manifest, entries: { ...entries, 'rows/owners.ndjson': Buffer.from('{}\n') } }),
      'no such table',
    ],
    [
      'another text of the specification',
      ({ manifest, entries }: UnpackedArchive) =>
        packed({ manifest, entries: { ...entries, 'specification.yaml': Buffer.from('other') } }),
      'another text than the study has',
    ],
    [
      'two studies',
      rows('studies', ([study]) => [study, { ...study, id: 2, uid: '0'.repeat(32) }]),
      'exactly one study',
    ],
    ['a run of no study', cell('runs', 'study_id', 9), 'refers to something'],
    ['a result of no run', cell('accuracies', 'run_id', 99), 'refers to something'],
    ['a run that somebody has', cell('runs', 'owner_token', 'x'), 'CHECK'],
    ['a running run', cell('runs', 'status', 'running'), 'CHECK'],
    ['a status that is none', cell('runs', 'status', 'happy'), 'CHECK'],
    ['a text for a number', cell('runs', 'seed', 'one'), 'holds INTEGER'],
    ['a number with a fraction for a whole one', cell('runs', 'seed', 0.5), 'holds INTEGER'],
    ['a number that is too large', cell('runs', 'seed', 9007199254740994), 'holds INTEGER'],
    ['a time that is none', cell('studies', 'created_at', 8.65e15), 'holds INTEGER'],
    ['an object for a text', cell('studies', 'name', { a: 1 }), 'holds TEXT'],
    [
      'a number that JSON cannot hold',
      rows('metrics', (all) => [...all, '{"run_id":1,"series":"loss","step":900,"value":1e999}']),
      'holds REAL',
    ],
    ['a column too many', cell('runs', 'extra', 1), 'does not have'],
    ['a column too few', rows('runs', (all) => all.map(({ seed: _seed, ...row }) => row)), 'lacks the column seed'],
    ['a row that is no JSON', rows('runs', (all) => [...all, '{']), 'no JSON'],
    ['a row that is a list', rows('runs', (all) => [...all, []]), 'no object'],
    ['the same row twice', rows('metrics', ([first, ...others]) => [first, first, ...others]), 'UNIQUE'],
    ['a series that is none', cell('metrics', 'series', 'luck'), 'no series "luck"'],
    ['a specification that is no JSON', cell('studies', 'specification', '{'), 'specification'],
    ['a specification of something else', cell('studies', 'specification', '{"version":1}'), 'specification'],
    ['a configuration with another hash', cell('configurations', 'json', '{}'), 'another text than its SHA-256 says'],
    ['a provenance of something else', cell('provenances', 'json', '[1]'), 'provenance'],
    [
      'an error of something else',
      rows('runs', (all) => all.map((run) => (run['error'] === null ? run : { ...run, error: '"x"' }))),
      'run 2',
    ],
    ['a plan that is no list', cell('plans', 'trained', '{"a":1}'), 'plan'],
    ['a stage that is none', cell('accuracies', 'stage', 'lucky'), 'accuracies'],
    ['another seed than the configuration has', cell('runs', 'seed', 77), 'differ from those of its run'],
    [
      'a file with a path for an ending',
      cell('files', 'extension', '/../../../x.safetensors'),
      'names a file that is not in it',
    ],
    [
      'a file with a path for a hash',
      cell('files', 'sha256', '../'.repeat(21) + 'x'),
      /names a file that is not in it|refers to something/,
    ],
    [
      'a file no row names',
      ({ manifest, entries }: UnpackedArchive) =>
        packed({ manifest, entries: { ...entries, [`files/${sha256OfText('x')}.safetensors`]: Buffer.from('x') } }),
      'files that no row names',
    ],
    [
      'a file with another name than its hash',
      ({ manifest, entries }: UnpackedArchive) =>
        packed({ manifest, entries: { ...entries, [`files/${'0'.repeat(64)}.safetensors`]: Buffer.from('x') } }),
      'misnamed',
    ],
    [
      'no UTF-8',
      ({ manifest, entries }: UnpackedArchive) =>
        packed({ manifest, entries: { ...entries, 'rows/run_log.ndjson': Buffer.from([0xff, 0xfe, 0x0a]) } }),
      'UTF-8',
    ],
  ] as const)('%s is refused', async (_what, damage, reason) => {
    const { archive } = await made();
    const { code, problems, message } = await refusalOf(damage(archive));
    expect(code).toBe('invalid-archive');
    const told = [message, ...problems].join('\n');
    if (typeof reason === 'string') expect(told).toContain(reason);
    else expect(told).toMatch(reason);
  });

  test.each([
    [{ version: 3, application: '9.0.0', anything: true }, 'format 3'],
    [{ schema: 1_000_000, application: '9.0.0' }, 'schema 1000000'],
  ])('a newer one is refused, with the version that reads it', async (change, needs) => {
    const { archive } = await made();
    const { code, message, problems } = await refusalOf(manifestOf(change)(archive));
    expect(code).toBe('archive-newer');
    expect(message).toContain(`written by Noisefloor 9.0.0 and needs ${needs}`);
    expect(problems).toEqual([message]);
  });

  test('everything that is wrong is named', async () => {
    const { archive } = await made();
    const { problems } = await refusalOf(
      entriesOf((entries) =>
        entries.map((entry) =>
          /runs|metrics/.test(entry['name'] as string) ? { ...entry, sha256: '0'.repeat(64) } : entry,
        ),
      )(archive),
    );
    expect(problems).toEqual([
      'Its entry rows/runs.ndjson has another SHA-256 than its manifest says.',
      'Its entry rows/metrics.ndjson has another SHA-256 than its manifest says.',
    ]);
  });

  test('the same with other bytes of the zip format opens', async () => {
    const { archive } = await made();
    const again = await openArchive(written(packed(archive)));
    expect(canonicalJson(again.summary.study)).toBe(canonicalJson(archive.manifest.study));
    await again.close();
  });
});
