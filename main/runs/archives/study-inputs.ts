import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { InputToPack } from '../../archive/archive-contents.ts';
import { archivedInputSchema, inputNameSchema } from '../../contract/archive.ts';
import { LabError } from '../../contract/errors.ts';
import { networkFileParts } from '../../data/network-files/import-network.ts';
import { sha256OfText } from '../../store/canonical-json.ts';
import { sha256OfFile } from '../../store/incoming.ts';
import type { Workspace } from '../../store/workspace.ts';
import { networkFileChecksum } from '../model/network-file.ts';
import { profileToYaml } from '../profiles/profile-yaml.ts';
import { profileName, profilesFolder } from '../profiles/profile-reference.ts';
import { projectFolder } from '../project-folder.ts';
import { labelledProfiles } from '../specification/labelled-profiles.ts';
import { parseYamlText } from '../specification/yaml-text.ts';
import { recordedWeights, writtenPath } from './study-needs.ts';
import { ownProfileReferences } from './own-profile-references.ts';

/** Files of the user's own that a study reads, and what else it reads that stays out: a sentence each. */
export interface StudyInputs {
  readonly inputs: readonly InputToPack[];
  readonly leftOut: readonly string[];
}

/** Beside the project: the data sets, and the weights that belong to them, that its own studies are made for. */
const sharedData = '../shared/data/';

/**
 * Everybody has, or gets elsewhere, what comes with the program and what its studies are made for.
 *
 * @param written how the specification names it: a checkout elsewhere has such a folder of its own
 */
function isProvided(path: string, written: string | undefined): boolean {
  const project = projectFolder();
  const folders = [resolve(project, 'resources'), resolve(project, sharedData)];
  const real = existsSync(path) ? realpathSync(path) : path;
  const isBelow = folders.some((folder) => [path, real].some((each) => each.startsWith(`${folder}${sep}`)));
  return isBelow || written?.startsWith(sharedData) === true;
}

/**
 * Below a folder that they share. That of a `model.json` goes along, since it is what the network is called; a name that not
 * every system takes is left to a plain one.
 */
function namesOf(files: readonly string[], plain: string): readonly string[] {
  const [first] = files;
  const folder = dirname(first!);
  const isNamedByFolder = basename(first!).toLowerCase() === 'model.json';
  const own = isNamedByFolder ? basename(folder) : basename(first!);
  const kept = inputNameSchema.safeParse(own).success ? own : plain;
  return files.map((file, index) => {
    if (index === 0 && !isNamedByFolder) return kept;
    const below = relative(folder, file).split(sep).join('/');
    return isNamedByFolder ? `${kept}/${below}` : below;
  });
}

function partOfFile(path: string, name: string, hash: boolean): InputToPack['parts'][number] {
  return { name, bytes: statSync(path).size, sha256: hash ? sha256OfFile(path) : '0'.repeat(64) };
}

interface LookingOptions {
  /** Are contents to be read, for their hashes? Otherwise these are noughts */
  readonly hash: boolean;
}

interface Looking extends LookingOptions {
  /** How the specification names it */
  readonly written: string | undefined;
}

function fileInput(
  field: string,
  path: string,
  files: readonly string[],
  plain: string,
  { hash }: LookingOptions,
): InputToPack | undefined {
  const names = namesOf(files, plain);
  const parts = files.map((file, index) => partOfFile(file, names[index]!, hash));
  const input = { field, path, parts };
  return archivedInputSchema.safeParse(input).success ? { ...input, sources: files } : undefined;
}

type Found = InputToPack | string;

const out = (field: string, path: string, why: string): string => `${path} (\`${field}\`) ${why}.`;

function ownFile(
  field: 'model.file' | 'model.weights',
  path: string,
  isUnchanged: (sha256: string | undefined) => boolean,
  looking: Looking,
): Found {
  if (isProvided(path, looking.written)) return out(field, path, 'comes with the program or its data sets');
  if (!existsSync(path)) return out(field, path, 'is not there any more');
  try {
    const files = field === 'model.file' ? networkFileParts(path) : [path];
    const plain = field === 'model.file' ? 'network.onnx' : 'weights.safetensors';
    const input = fileInput(field, path, files, plain, looking);
    if (looking.hash && !isUnchanged(input?.parts[0]!.sha256))
      return out(field, path, 'has another content than the study read');
    return input ?? out(field, path, 'names files by names that not every system takes');
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return out(field, path, `cannot be read (${error.message.replace(/\.$/, '')})`);
  }
}

/** As the study took it in: what the file says now, nobody knows. */
function profileInput(field: string, path: string, content: string): InputToPack {
  const bytes = Buffer.from(content, 'utf8');
  const name = `${profilesFolder}/${profileName(path)}.yaml`;
  const part = {
    name: inputNameSchema.safeParse(name).success ? name : `${profilesFolder}/profile.yaml`,
    bytes: bytes.length,
    sha256: sha256OfText(content),
  };
  return { field, path, parts: [part], sources: [bytes] };
}

/**
 * Finds what an archive of a study can hold besides what the study itself is made of: the network and the weights of its
 * author's own, with the files that these name, and profiles that are files. What came with an archive comes first.
 *
 * @param hash false for sizes alone: contents are not read then, and not compared with what the study read
 */
export function studyInputs(
  workspace: Workspace,
  studyId: number,
  options: LookingOptions = { hash: true },
): StudyInputs {
  const { specification, source } = workspace.studies.get(studyId);
  const { model } = specification;
  const stored = new Map(workspace.inputs.ofStudy(studyId).map((input) => [input.field, input]));
  const found = (field: string, path: string | undefined, find: (path: string) => Found): readonly Found[] => {
    if (path === undefined) return [];
    const kept = stored.get(field);
    if (kept?.path !== path) return [find(path)];
    const { parts, folder } = kept;
    return [{ field, path, parts: [...parts], sources: parts.map(({ name }) => join(folder, name)) }];
  };
  const { value: asWritten } = parseYamlText(source);
  const lookingAt = (field: string): Looking => ({ ...options, written: writtenPath(asWritten, field) });
  const weights = (): readonly string[] => recordedWeights(workspace, studyId);
  const profiles = new Map(labelledProfiles(specification).map(({ label, profile }) => [label, profile]));
  const all = [
    ...found('model.file', model.file, (path) =>
      ownFile(
        'model.file',
        path,
        () => [undefined, networkFileChecksum(path)].includes(model.checksum),
        lookingAt('model.file'),
      ),
    ),
    ...found('model.weights', model.weights, (path) =>
      ownFile(
        'model.weights',
        path,
        (sha256) => weights().every((each) => each === sha256),
        lookingAt('model.weights'),
      ),
    ),
    ...ownProfileReferences(asWritten).flatMap(({ field, label, reference }) => {
      const profile = label === undefined ? [...profiles.values()][0] : profiles.get(label);
      if (profile === undefined) return [];
      return found(field, reference, () => profileInput(field, reference, profileToYaml(profile)));
    }),
  ];
  return {
    inputs: all.filter((each) => typeof each !== 'string'),
    leftOut: all.filter((each) => typeof each === 'string'),
  };
}
