import { statSync } from 'node:fs';
import type { Network } from '../../lab/network/network.ts';
import { checksumOfParts, importNetwork, networkFileParts } from '../../data/network-files/import-network.ts';
import type { ImportedNetwork, NetworkFileFormat } from '../../data/network-files/imported-network.ts';

/** All that is worth remembering of a network's file: everything but its weights. */
export interface NetworkFile {
  /** At its own size */
  readonly network: Network;
  readonly format: NetworkFileFormat;
  readonly notes: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** Files that are remembered; one is a few hundred kilobytes without its weights. */
const mostKept = 8;

interface Kept {
  readonly signature: string;
  readonly file?: NetworkFile;
  readonly checksum?: string;
}

const kept = new Map<string, Kept>();

const parts = new Map<string, { readonly signature: string; readonly files: readonly string[] }>();

/** Empty where there is no such file, or none that may be looked at, as reading it will say. */
function signatureOfOne(path: string): string {
  try {
    const { size, mtimeNs, ino } = statSync(path, { bigint: true });
    return `${size} ${mtimeNs} ${ino}`;
  } catch {
    return '';
  }
}

/** Finding them takes reading the file, so that they are remembered. */
function partsOf(path: string): readonly string[] {
  const signature = signatureOfOne(path);
  const found = parts.get(path);
  if (found?.signature === signature) return found.files;
  const files = networkFileParts(path);
  if (parts.size >= mostKept) parts.clear();
  parts.set(path, { signature, files });
  return files;
}

/**
 * Changes when a network's file, or one that it names, is replaced or written to.
 *
 * @throws LabError `missing-file` or `invalid-weights-file`
 */
export function networkFileSignature(path: string): string {
  return partsOf(path).map(signatureOfOne).join('\n');
}

function known(path: string, signature: string): Kept {
  const found = kept.get(path);
  return found?.signature === signature ? found : { signature };
}

function keep(path: string, entry: Kept): void {
  kept.delete(path);
  kept.set(path, entry);
  for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - mostKept))) kept.delete(oldest);
}

/**
 * Reads the network of a file, or what is remembered of it as long as the file does not change.
 *
 * @throws LabError `missing-file` or `invalid-weights-file`
 */
export function readNetworkFile(path: string): NetworkFile {
  const { file } = known(path, networkFileSignature(path));
  if (file !== undefined) return file;
  importNetworkFile(path);
  return kept.get(path)!.file!;
}

/** The same with the weights, which are always read anew. */
export function importNetworkFile(path: string): ImportedNetwork {
  const signature = networkFileSignature(path);
  const imported = importNetwork(path);
  const { network, format, notes, metadata } = imported;
  keep(path, { ...known(path, signature), file: { network, format, notes, metadata } });
  return imported;
}

/**
 * SHA-256 (hex) of a network's file and of those that it names.
 *
 * @throws LabError `missing-file` or `invalid-weights-file`
 */
export function networkFileChecksum(path: string): string {
  const entry = known(path, networkFileSignature(path));
  if (entry.checksum !== undefined) return entry.checksum;
  const checksum = checksumOfParts(partsOf(path));
  keep(path, { ...entry, checksum });
  return checksum;
}
