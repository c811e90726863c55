import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { inputNameSchema } from '../../contract/archive.ts';
import { LabError } from '../../contract/errors.ts';
import { sha256OfFile } from '../../store/incoming.ts';
import type { StoredInput } from '../../store/inputs.ts';
import { isProfilePath, profilesFolder } from '../profiles/profile-reference.ts';

/** A part of an input, and where it is to lie below the folder that is written. */
export interface PlacedFile {
  readonly source: string;
  readonly name: string;
  readonly sha256: string;
}

export interface PlacedInput {
  readonly field: string;
  /** Of the file that the specification names */
  readonly name: string;
  /** Does the specification, as it is written, lead elsewhere? */
  readonly isElsewhere: boolean;
  readonly files: readonly PlacedFile[];
}

/** What is written out besides. */
const reserved: ReadonlySet<string> = new Set(['report.html', 'specification.yaml', 'readme.txt']);

/**
 * Where a specification finds what it names, below its own folder; undefined where its path leads elsewhere, or to a kind of
 * file that this is not.
 */
function ownPlace({ field, parts }: StoredInput, written: unknown): string | undefined {
  const isProfile = field.split('.')[0]!.startsWith('profile');
  const path =
    isProfile && typeof written === 'string' && !isProfilePath(written) ? `${profilesFolder}/${written}.yaml` : written;
  const plain = typeof path === 'string' ? path.replace(/^(?:\.\/)+/, '') : undefined;
  const isBelow = inputNameSchema.safeParse(plain).success && !reserved.has(plain!.toLowerCase());
  return isBelow && (isProfile || extname(plain!) === extname(basename(parts[0]!.name))) ? plain : undefined;
}

/** With the files of a network beside it, or below its folder, under names that it says itself. */
function filesAt(place: string, { parts, folder }: StoredInput): readonly PlacedFile[] {
  const first = dirname(parts[0]!.name);
  return parts.map(({ name, sha256 }, index) => {
    const below = first === '.' ? name : name.slice(first.length + 1);
    // The parts of names in an archive are joined by `/`
    const target = index === 0 ? place : [dirname(place), below].filter((part) => part !== '.').join('/');
    return { source: join(folder, name), name: target, sha256 };
  });
}

/**
 * Finds a place below one folder for each file that a study reads: where its specification finds it, otherwise in `inputs`.
 *
 * @param writtenAt what the specification has in a field
 */
export function placeInputs(
  inputs: readonly StoredInput[],
  writtenAt: (field: string) => unknown,
): readonly PlacedInput[] {
  const taken = takenNames();
  return inputs.map((input) => {
    const own = ownPlace(input, writtenAt(input.field));
    const { name } = input.parts[0]!;
    let place = own ?? `inputs/${name}`;
    for (let next = 2; !filesAt(place, input).every(taken.isFree); next++) place = `inputs/${next}/${name}`;
    const files = filesAt(place, input);
    files.forEach(taken.take);
    return { field: input.field, name: place, isElsewhere: place !== own, files };
  });
}

interface TakenNames {
  /** Is nothing there, or the same? */
  readonly isFree: (file: PlacedFile) => boolean;
  readonly take: (file: PlacedFile) => void;
}

/** Names that differ in upper and lower case alone are one on some systems; no file has others below it. */
function takenNames(): TakenNames {
  const hashes = new Map<string, string>();
  const folders = new Set<string>();
  const folded = (name: string): string => name.normalize('NFC').toLowerCase();
  const above = (name: string): readonly string[] => [...name.matchAll(/\//g)].map(({ index }) => name.slice(0, index));
  return {
    isFree({ name, sha256 }) {
      const own = folded(name);
      const isOther = hashes.has(own) && hashes.get(own) !== sha256;
      return !isOther && !folders.has(own) && !above(own).some((folder) => hashes.has(folder));
    },
    take({ name, sha256 }) {
      const own = folded(name);
      hashes.set(own, sha256);
      for (const folder of above(own)) folders.add(folder);
    },
  };
}

/**
 * Copies what {@link placeInputs} has found a place for.
 *
 * @returns names below the folder
 * @throws LabError 'invalid-argument' where something else is at a place already
 */
export function copyInputs(inputs: readonly PlacedInput[], folder: string): readonly string[] {
  const files = new Map(inputs.flatMap((input) => input.files.map((file) => [file.name, file])));
  for (const { source, name, sha256 } of files.values()) copyWhole(source, join(folder, name), sha256);
  return [...files.keys()];
}

/** A file of the user's that is there already is theirs, unless it is the same. */
function copyWhole(from: string, to: string, sha256: string): void {
  if (existsSync(to)) {
    if (statSync(to).isFile() && sha256OfFile(to) === sha256) return;
    throw new LabError(
      'invalid-argument',
      `There is something else at ${to} already.`,
      'Give an empty folder to write into.',
    );
  }
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}
