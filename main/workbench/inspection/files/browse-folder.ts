import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { LabError } from '../../../contract/errors.ts';
import type { OutputOf } from '../../../contract/rpc/table.ts';
import type { FilePurpose } from '../../../contract/workbench/application.ts';
import type { WorkbenchMethods } from '../../../contract/workbench/workbench.ts';

export type FolderListing = OutputOf<WorkbenchMethods['files.browse']>;
type Entry = FolderListing['entries'][number];

/** Files worth showing, by their names. Those of a data folder tell it from others; what is chosen is the folder. */
const fitting: Readonly<Record<FilePurpose, RegExp>> = {
  network: /\.(?:onnx|json)$/i,
  weights: /\.safetensors$/i,
  'data-folder': /(?:^(?:data_batch_\d+|test_batch\w*)\.bin|idx[13]-ubyte(?:\.gz)?)$/i,
  arrays: /\.np[yz]$/i,
  'image-folder': /\.(?:png|jpe?g)$/i,
  'feature-table': /\.(?:csv|tsv|txt)$/i,
  specification: /\.ya?ml$/i,
  'energy-table': /\.(?:csv|tsv|txt)$/i,
  measurements: /\.(?:csv|tsv|txt)$/i,
  archive: /\.noisefloor$/i,
  // Nothing in it is chosen; what it has tells it from others
  folder: /./,
};

function unreadable(folder: string, error: unknown): LabError {
  const code = (error as NodeJS.ErrnoException).code;
  const causes: Readonly<Record<string, string>> = {
    ENOENT: `There is no folder ${folder}.`,
    ENOTDIR: `${folder} is a file, not a folder.`,
  };
  return new LabError(
    'missing-file',
    causes[code ?? ''] ?? `The folder ${folder} cannot be listed (${code ?? String(error)}).`,
    'Choose another folder.',
    { cause: error },
  );
}

/** Follows links; undefined for what is neither folder nor file, leads nowhere, or does not fit. */
async function entryOf(
  folder: string,
  found: Dirent,
  isFitting: (name: string) => boolean,
): Promise<Entry | undefined> {
  const { name } = found;
  if (found.isDirectory()) return { name, kind: 'folder' };
  if (!isFitting(name) && !found.isSymbolicLink()) return undefined;
  const status = await stat(join(folder, name)).catch(() => undefined);
  if (status?.isDirectory() === true) return { name, kind: 'folder' };
  return status?.isFile() === true && isFitting(name) ? { name, kind: 'file', bytes: status.size } : undefined;
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/**
 * What lies in a folder: folders first, then the files that fit the purpose. Hidden ones are left out. One to write to need
 * not be there yet.
 *
 * @param folder absolute; the user's home by default
 * @throws LabError 'missing-file' when it is not there, is a file or may not be read
 */
export async function browseFolder(purpose: FilePurpose, folder = homedir()): Promise<FolderListing> {
  const path = resolve(folder);
  let willBeMade = false;
  const all = await readdir(path, { withFileTypes: true }).catch((error: unknown): Dirent[] => {
    willBeMade = purpose === 'folder' && isMissing(error);
    if (willBeMade) return [];
    throw unreadable(path, error);
  });
  const isFitting = (name: string): boolean => fitting[purpose].test(name);
  const visible = all.filter(({ name }) => !name.startsWith('.'));
  const found = await Promise.all(visible.map((entry) => entryOf(path, entry, isFitting)));
  const entries = found.filter((entry) => entry !== undefined);
  const { compare } = new Intl.Collator('en', { numeric: true });
  const rank = ({ kind }: Entry): number => (kind === 'folder' ? 0 : 1);
  const parent = dirname(path);
  return {
    folder: path,
    ...(parent === path ? {} : { parent }),
    ...(willBeMade ? { willBeMade } : {}),
    entries: entries.toSorted((a, b) => rank(a) - rank(b) || compare(a.name, b.name)),
  };
}
