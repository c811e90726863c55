import { createHash } from 'node:crypto';
import type { ArchiveManifest } from '../../main/contract/archive.ts';
import { randomStream, type RandomStream } from '../../main/lab/random/stream.ts';
import { damaged } from '../support/fuzz.ts';
import { packed, unpacked, withRows, type EditableRow, type UnpackedArchive } from './edit-archive.ts';

type Damage = (bytes: Buffer, stream: RandomStream) => Uint8Array;

function oneOf<Item>(items: readonly Item[], stream: RandomStream): Item {
  return items[stream.nextInteger(items.length)]!;
}

/** Where the headers of the list at the end of a zip file begin. */
function centralHeaders(bytes: Buffer): readonly number[] {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const headers: number[] = [];
  let at = bytes.readUInt32LE(end + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    headers.push(at);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return headers;
}

const awkward = [0, 1, 8, 0x7fff, 0xffff, 0x7fffffff, 0xfffffffe, 0xffffffff];
/** Of a central header: method, flags, checksum, sizes, lengths of name, extra field and comment, attributes, offset */
const fields: readonly (readonly [offset: number, bytes: 2 | 4])[] = [
  [4, 2],
  [8, 2],
  [10, 2],
  [16, 4],
  [20, 4],
  [24, 4],
  [28, 2],
  [30, 2],
  [32, 2],
  [38, 4],
  [42, 4],
];
const endFields: readonly (readonly [offset: number, bytes: 2 | 4])[] = [
  [4, 2],
  [8, 2],
  [10, 2],
  [12, 4],
  [16, 4],
  [20, 2],
];

function write(bytes: Buffer, at: number, width: 2 | 4, value: number): void {
  if (width === 2) bytes.writeUInt16LE(value & 0xffff, at);
  else bytes.writeUInt32LE(value >>> 0, at);
}

const editHeader: Damage = (bytes, stream) => {
  const changed = Buffer.from(bytes);
  const headers = centralHeaders(bytes);
  const header = oneOf(headers, stream);
  const [offset, width] = oneOf(fields, stream);
  const other = oneOf(headers, stream);
  const value =
    stream.nextInteger(2) === 0
      ? oneOf(awkward, stream)
      : width === 2
        ? bytes.readUInt16LE(other + offset)
        : bytes.readUInt32LE(other + offset);
  write(changed, header + offset, width, value);
  return changed;
};

const editEnd: Damage = (bytes, stream) => {
  const changed = Buffer.from(bytes);
  const [offset, width] = oneOf(endFields, stream);
  write(changed, bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1')) + offset, width, oneOf(awkward, stream));
  return changed;
};

/** Puts a list for large files beside the usual one, that points anywhere. */
const addZip64: Damage = (bytes, stream) => {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeUInt32LE(oneOf(awkward, stream), 8);
  locator.writeUInt32LE(oneOf(awkward, stream), 12);
  return Buffer.concat([bytes.subarray(0, end), locator, bytes.subarray(end)]);
};

const hostileNames = [
  '../../../etc/passwd',
  '/etc/passwd',
  'C:/windows',
  'a/../../b',
  '..\\..\\b',
  'rows\\runs.ndjson',
  'rows/runs.ndjson',
  'files',
  'manifest.json',
  '\u0000',
  'rows/ownerss.ndjson',
];

/** Another name of the same length, at both places where it stands or at one. */
const rename: Damage = (bytes, stream) => {
  const changed = Buffer.from(bytes);
  const header = oneOf(centralHeaders(bytes), stream);
  const length = bytes.readUInt16LE(header + 28);
  const name = oneOf(hostileNames, stream).padEnd(length, 'x').slice(0, length);
  changed.write(name, header + 46, 'latin1');
  if (stream.nextInteger(2) === 0) changed.write(name, bytes.readUInt32LE(header + 42) + 30, 'latin1');
  return changed;
};

const symlink: Damage = (bytes, stream) => {
  const changed = Buffer.from(bytes);
  const header = oneOf(centralHeaders(bytes), stream);
  changed.writeUInt16LE(0x031e, header + 4);
  changed.writeUInt32LE((0o120777 << 16) >>> 0, header + 38);
  return changed;
};

const hostileJson = [
  '{}',
  '[]',
  'null',
  '',
  '{',
  '"text"',
  `${'['.repeat(20_000)}`,
  '{"__proto__":{"x":1}}',
  '{"kind":"train","seed":1e999}',
  '\u0000',
];
const hostileValues: readonly unknown[] = [
  null,
  '',
  'text',
  -1,
  0,
  1,
  2,
  77,
  0.5,
  1e308,
  -1e308,
  9007199254740994,
  8.7e15,
  'Infinity',
  '__proto__',
  true,
  [],
  { a: 1 },
  '../../x',
  'é'.repeat(70_000),
  ...hostileJson,
];

function editRow(rows: EditableRow[], stream: RandomStream): readonly unknown[] {
  if (rows.length === 0) return [oneOf(['{}', '{"id":1}', 'x', '[1]'], stream)];
  const at = stream.nextInteger(rows.length);
  const row = { ...rows[at]! };
  const column = oneOf(Object.keys(row), stream);
  const others = rows.toSpliced(at, 1);
  const other = oneOf(rows, stream);
  const edits: readonly (() => readonly unknown[])[] = [
    () => [...others, { ...row, [column]: oneOf(hostileValues, stream) }],
    () => [...others, { ...row, [column]: oneOf(hostileValues, stream) }],
    () => [...others, { ...row, [column]: oneOf(hostileValues, stream) }],
    () => [...others, { ...row, [column]: other[column] }],
    () => others,
    () => [...rows, row],
    () => [...rows.toReversed()],
    () => [...others, { ...row, [`${column}_`]: 1 }],
    () => [...others, Object.fromEntries(Object.entries(row).filter(([name]) => name !== column))],
    () => [...rows, oneOf([...hostileJson, '{"value":1e999}'], stream)],
  ];
  return oneOf(edits, stream)();
}

const editRows =
  (archive: UnpackedArchive): Damage =>
  (_bytes, stream) => {
    const tables = Object.keys(archive.entries).filter((name) => name.startsWith('rows/'));
    const table = oneOf(tables, stream).slice('rows/'.length).replace('.ndjson', '');
    return packed(withRows(archive, table, (rows) => editRow(rows, stream)));
  };

/** JSON inside a cell, with the hash that a configuration is known by. */
const editConfiguration =
  (archive: UnpackedArchive): Damage =>
  (_bytes, stream) => {
    let [before, after] = ['', ''];
    const changed = withRows(archive, 'configurations', ([first, ...rows]) => {
      const configuration = JSON.parse(first!['json'] as string) as Record<string, unknown>;
      configuration[oneOf(Object.keys(configuration), stream)] = oneOf(hostileValues, stream);
      const json = stream.nextInteger(2) === 0 ? JSON.stringify(configuration) : oneOf(hostileJson, stream);
      [before, after] = [first!['sha256'] as string, createHash('sha256').update(json).digest('hex')];
      return [{ sha256: after, json }, ...rows];
    });
    const renamed = withRows(changed, 'runs', (rows) =>
      rows.map((row) => (row['configuration_sha256'] === before ? { ...row, configuration_sha256: after } : row)),
    );
    return packed(renamed);
  };

const editManifest =
  (archive: UnpackedArchive): Damage =>
  (_bytes, stream) =>
    packed(archive, (manifest) => {
      const given = manifest as Record<string, unknown>;
      const entries = given['entries'] as Record<string, unknown>[];
      const entry = oneOf(entries, stream);
      const edits: readonly (() => object)[] = [
        () => ({ ...given, [oneOf(Object.keys(given), stream)]: oneOf(hostileValues, stream) }),
        () => ({ ...given, study: { ...(given['study'] as object), uid: '0'.repeat(32) } }),
        () => ({ ...given, entries: entries.filter((each) => each !== entry) }),
        () => ({ ...given, entries: [...entries, entry] }),
        () => ({ ...given, entries: entries.toReversed() }),
        () => ({
          ...given,
          entries: entries.map((each) =>
            each === entry ? { ...each, [oneOf(Object.keys(each), stream)]: oneOf(hostileValues, stream) } : each,
          ),
        }),
      ];
      return oneOf(edits, stream)();
    });

const hostilePartNames = [
  ...hostileNames,
  'net/../../x',
  'net',
  'NET/MODEL.JSON',
  'con',
  'a\u0007',
  'x'.repeat(500),
  'a:b',
];

/** What the manifest says of files that the study reads. */
const editInputs =
  (archive: UnpackedArchive): Damage =>
  (_bytes, stream) =>
    packed(archive, (manifest) => {
      const given = manifest as ArchiveManifest;
      const input = oneOf(given.inputs, stream);
      const part = oneOf(input.parts, stream);
      const withPart = (change: object): object => ({
        ...input,
        parts: input.parts.map((each) => (each === part ? { ...each, ...change } : each)),
      });
      const edits: readonly (() => object | undefined)[] = [
        () => withPart({ name: oneOf(hostilePartNames, stream) }),
        () => withPart({ name: oneOf(hostilePartNames, stream) }),
        () => withPart({ [oneOf(Object.keys(part), stream)]: oneOf(hostileValues, stream) }),
        () => withPart({ sha256: oneOf(given.entries, stream).sha256 }),
        () => ({ ...input, [oneOf(Object.keys(input), stream)]: oneOf(hostileValues, stream) }),
        () => ({ ...input, parts: [...input.parts, part] }),
        () => undefined,
      ];
      const edited = oneOf(edits, stream)();
      const others = given.inputs.filter((each) => each !== input);
      return { ...given, inputs: [...others, ...(edited === undefined ? [] : [edited])] };
    });

const editEntries =
  (archive: UnpackedArchive): Damage =>
  (_bytes, stream) => {
    const names = Object.keys(archive.entries);
    const name = oneOf(names, stream);
    const { [name]: content, ...others } = archive.entries;
    const edits = [
      () => packed({ ...archive, entries: others }),
      () =>
        packed({
          ...archive,
          entries: {
            ...archive.entries,
            [oneOf(
              [
                'rows/owners.ndjson',
                'rows/sqlite_sequence.ndjson',
                'extra.txt',
                'report/x.html',
                `files/${'0'.repeat(64)}.safetensors`,
                `inputs/${'0'.repeat(64)}`,
              ],
              stream,
            )]: content!,
          },
        }),
      () =>
        packed({
          ...archive,
          entries: {
            ...archive.entries,
            [name]: damaged(Buffer.concat([content!, Buffer.from(' ')]), stream.nextInteger(1e6)),
          },
        }),
    ];
    return oneOf(edits, stream)();
  };

/**
 * Makes damaged archives of a right one: bytes (cut, flipped, blocks taken out), headers of the zip format (sizes, names,
 * offsets, kinds, comments), and what only a hostile author can change, with sizes and hashes that fit: rows, JSON in them,
 * the manifest, entries.
 *
 * @returns the damaged archive of a seed
 */
export function archiveDamager(bytes: Buffer): (seed: number) => Uint8Array {
  const archive = unpacked(bytes);
  const raw: Damage = (given, stream) => damaged(given, stream.nextInteger(1e9));
  const cut: Damage = (given, stream) => given.subarray(0, stream.nextInteger(given.length));
  const damages: readonly Damage[] = [
    raw,
    raw,
    cut,
    editHeader,
    editHeader,
    editEnd,
    addZip64,
    rename,
    symlink,
    editRows(archive),
    editRows(archive),
    editRows(archive),
    editRows(archive),
    editConfiguration(archive),
    editManifest(archive),
    editManifest(archive),
    editEntries(archive),
    ...(archive.manifest.inputs.length === 0 ? [] : [editInputs(archive)]),
  ];
  return (seed) => {
    const stream = randomStream(seed, 'test/archive', 0);
    return damages[seed % damages.length]!(bytes, stream);
  };
}
