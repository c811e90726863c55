import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { inputNameSchema } from '../../contract/archive.ts';
import type { OpenedArchive } from '../../archive/open-archive.ts';
import { LabError } from '../../contract/errors.ts';
import { sha256OfFile } from '../../store/incoming.ts';
import type { StoredInput } from '../../store/inputs.ts';
import { isProfilePath, profilesFolder } from '../profiles/profile-reference.ts';
import { valueAt } from '../specification/schema-guide.ts';
import { parseYamlText } from '../specification/yaml-text.ts';

/**
 * Where a specification finds what it names, below its own folder: where its path leads, if that is below it. A network's
 * other files lie beside it under names that it says itself.
 */
function placeOf({ field, parts }: StoredInput, written: unknown): string {
  const [kind, ...label] = field.split('.');
  const named = valueAt(written, kind === 'profiles' ? [kind, label.join('.')] : field.split('.'));
  const isProfile = kind === 'profile' || kind === 'profiles';
  const path =
    isProfile && typeof named === 'string' && !isProfilePath(named) ? `${profilesFolder}/${named}.yaml` : named;
  const plain = typeof path === 'string' ? path.replace(/^(?:\.\/)+/, '') : undefined;
  const isBelow = inputNameSchema.safeParse(plain).success && !reserved.has(plain!.toLowerCase());
  const own = basename(parts[0]!.name);
  return isBelow && (isProfile || extname(plain!) === extname(own)) ? plain! : `inputs/${parts[0]!.name}`;
}

/** What is written out besides. */
const reserved: ReadonlySet<string> = new Set(['report.html', 'specification.yaml', 'readme.txt']);

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

/**
 * Writes what the study of an archive reads, as far as it is in it.
 *
 * @returns names below the folder
 * @throws LabError 'invalid-argument' where something else is at a place already
 */
export function extractInputs({ workspace, studyId }: OpenedArchive, folder: string): readonly string[] {
  const { value } = parseYamlText(workspace.studies.get(studyId).source);
  return workspace.inputs.ofStudy(studyId).flatMap((input) => {
    const place = placeOf(input, value);
    const first = dirname(input.parts[0]!.name);
    return input.parts.map(({ name, sha256 }, index) => {
      // Others lie beside the first, or below its folder
      const below = first === '.' ? name : name.slice(first.length + 1);
      const target = index === 0 ? place : join(dirname(place), below);
      copyWhole(join(input.folder, name), join(folder, target), sha256);
      return target;
    });
  });
}
