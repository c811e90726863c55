import { open, type FileHandle } from 'node:fs/promises';
import { LabError } from '../contract/errors.ts';
import {
  archiveVersion,
  manifestHeadSchema,
  manifestSchema,
  type ArchiveEntry,
  type ArchiveManifest,
} from '../contract/archive.ts';

import { latestVersion } from '../store/migrate.ts';
import { migrations } from '../store/migrations/index.ts';
import { invalidArchive, newerArchive, readingError } from './archive-errors.ts';
import type { ArchiveLimits } from './limits.ts';
import { readWhole } from './read-entry.ts';
import { schemaIssues } from './schema-issues.ts';
import { listEntries, type Report, type ZipEntry, type ZipListing } from './zip-entries.ts';

/** An archive that was opened, before anything but its manifest was read. */
export interface Container {
  readonly path: string;
  /** Of the file */
  readonly bytes: number;
  readonly handle: FileHandle;
  readonly manifest: ArchiveManifest;
  /** Those of the manifest that are there, in its order */
  readonly entries: readonly { readonly listed: ArchiveEntry; readonly packed: ZipEntry }[];
}

const manifestName = 'manifest.json';

/** Archives came with this number of the store's schema. */
const firstSchema = 130;

const knownNames =
  /^(?:README\.txt|specification\.yaml|report\/[\w.-]{1,100}|rows\/[a-z_]{1,60}\.ndjson|files\/[0-9a-f]{64}\.safetensors|inputs\/[0-9a-f]{64})$/;

function textOf(bytes: Buffer): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/** @throws LabError `archive-newer`, `invalid-archive` */
function parseManifest(path: string, bytes: Buffer): ArchiveManifest {
  let json: unknown;
  try {
    json = JSON.parse(textOf(bytes));
  } catch (error) {
    throw invalidArchive(path, 'its manifest is no JSON', error);
  }
  const head = manifestHeadSchema.safeParse(json);
  if (!head.success) throw invalidArchive(path, `its manifest is none of an archive (${schemaIssues(head.error)})`);
  const { version, application } = head.data;
  if (version > archiveVersion) {
    throw newerArchive(path, application, `format ${version}, while this program reads format ${archiveVersion}`);
  }
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) throw invalidArchive(path, `its manifest is not right (${schemaIssues(parsed.error)})`);
  const { schema } = parsed.data;
  const known = latestVersion(migrations);
  if (schema > known) {
    throw newerArchive(path, application, `schema ${schema} of the store, while this program knows schema ${known}`);
  }
  if (schema < firstSchema || !migrations.some(({ number }) => number === schema)) {
    throw invalidArchive(path, `there is no schema ${schema} of the store`);
  }
  return parsed.data;
}

/** Compares what the manifest lists with what is there. */
function matchEntries(
  manifest: ArchiveManifest,
  { entries: packed, names }: ZipListing,
  report: Report,
): Container['entries'] {
  const found = new Map(packed.map((entry) => [entry.name, entry]));
  const listed = new Set(manifest.entries.map(({ name }) => name));
  if (listed.size < manifest.entries.length) report('its manifest lists an entry twice');
  for (const { name } of packed) {
    if (name !== manifestName && !listed.has(name)) report(`its entry ${name} is not in its manifest`);
  }
  const matched = manifest.entries.flatMap((entry) => {
    const { name, bytes, sha256 } = entry;
    const there = found.get(name);
    if (!knownNames.test(name)) report(`its manifest lists ${JSON.stringify(name)}, which no archive has`);
    else if (there === undefined) {
      if (!names.has(name.toLowerCase())) report(`its entry ${name} is missing`);
    } else if (there.bytes !== bytes) report(`its entry ${name} has ${there.bytes} bytes instead of ${bytes}`);
    else if (isContent(name) && !contentNames(sha256).includes(name)) {
      report(`its entry ${name} is misnamed`);
    } else return [{ listed: entry, packed: there }];
    return [];
  });
  const ascends = matched.every(
    ({ packed: { start } }, index) => index === 0 || start > matched[index - 1]!.packed.start,
  );
  if (!ascends) report('its entries are not in the order of its manifest');
  for (const name of ['specification.yaml', 'rows/studies.ndjson']) {
    if (!listed.has(name)) report(`its entry ${name} is missing`);
  }
  [...inputProblems(manifest)].forEach(report);
  return matched;
}

/** Is it an entry with a content: weights, or files of the user's own that the study reads? */
export const isContent = (name: string): boolean => /^(?:files|inputs)\//.test(name);

/** What an entry with a content can be called: weights, or files of the user's own that the study reads. */
const contentNames = (sha256: string): readonly string[] => [`files/${sha256}.safetensors`, `inputs/${sha256}`];

/** The entry that holds a content. */
export function entryOfContent({ entries }: Container, sha256: string): Container['entries'][number] | undefined {
  const names = contentNames(sha256);
  return entries.find(({ listed }) => names.includes(listed.name));
}

/** Files that the study reads have an entry each, and entries a file. */
function* inputProblems({ inputs, entries }: ArchiveManifest): Generator<string> {
  if (new Set(inputs.map(({ field }) => field)).size < inputs.length) yield 'its manifest lists an input twice';
  const bytesOf = new Map(entries.map(({ name, bytes }) => [name, bytes]));
  const parts = inputs.flatMap((input) => input.parts);
  for (const { name, sha256, bytes } of parts) {
    const held = contentNames(sha256).flatMap((each) => bytesOf.get(each) ?? []);
    if (held.length !== 1 || held[0] !== bytes)
      yield `its file ${JSON.stringify(name)}, which the study reads, is missing`;
  }
  const named = new Set(parts.map(({ sha256 }) => `inputs/${sha256}`));
  for (const { name } of entries) {
    if (name.startsWith('inputs/') && !named.has(name)) yield `its entry ${name} is no file that the study reads`;
  }
}

async function readContainer(
  path: string,
  handle: FileHandle,
  limits: ArchiveLimits,
  report: Report,
): Promise<Container> {
  const stat = await handle.stat();
  if (!stat.isFile()) throw invalidArchive(path, stat.isDirectory() ? 'it is a folder' : 'it is no file');
  const listing = await listEntries(handle, stat.size, limits, report);
  const [first] = listing.entries;
  if (first?.name !== manifestName || first.start !== 0) {
    throw invalidArchive(path, 'it does not begin with a manifest');
  }
  const bytes = await readWhole(handle, first, limits.manifestBytes).catch((error: unknown) => {
    throw invalidArchive(path, `its manifest cannot be read (${(error as Error).message})`, error);
  });
  const manifest = parseManifest(path, bytes);
  return { path, bytes: stat.size, handle, manifest, entries: matchEntries(manifest, listing, report) };
}

/**
 * Opens an archive and reads its manifest. The caller closes `handle`.
 *
 * @param report told what is wrong where one can go on all the same
 * @throws LabError `missing-file`, `invalid-archive`, `archive-newer`; what `report` throws
 */
export async function openContainer(path: string, limits: ArchiveLimits, report: Report): Promise<Container> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw readingError(error, path);
  });
  try {
    return await readContainer(path, handle, limits, report);
  } catch (error) {
    await handle.close();
    const told = readingError(error, path);
    // What the readers of zip files throw are plain sentences
    throw told instanceof LabError ? told : invalidArchive(path, zipProblem(error), error);
  }
}

function zipProblem(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/signature not found/.test(message)) return 'it is no zip file, or its end is missing';
  return `it is damaged (${message.replace(/\.$/, '')})`;
}
