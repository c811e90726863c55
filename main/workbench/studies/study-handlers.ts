import { profileSchema } from '../../contract/profile.ts';
import type { Specification } from '../../contract/specification.ts';
import { storedModel } from '../../runs/model/stored-model.ts';
import { withoutDefaults } from '../../runs/profiles/profile-yaml.ts';
import { findOwnProfile } from '../../runs/profiles/profile-reference.ts';
import { shippedProfiles } from '../../runs/profiles/shipped-profiles.ts';
import { parseYamlText } from '../../runs/specification/yaml-text.ts';
import type { WorkbenchContext } from '../context.ts';
import type { WorkbenchHandlers } from '../handler-types.ts';
import { studyEntries, studyEntry } from './study-entries.ts';

type StudyReading = 'studies.list' | 'studies.show';

/** Looking at studies. */
export function studyReading({
  workspace,
  currentFolder,
}: Pick<WorkbenchContext, 'workspace'> & Partial<WorkbenchContext>): Pick<WorkbenchHandlers, StudyReading> {
  return {
    'studies.list': ({ trashed }) => studyEntries(workspace(), trashed),
    'studies.show'({ id }) {
      const { source, specification } = workspace().studies.get(id);
      const model = storedModel(workspace(), id, specification.model);
      const folders = [...(currentFolder === undefined ? [] : [currentFolder]), workspace().folder];
      const written = writtenOf(source, { ...specification, model }, folders);
      return { study: studyEntry(workspace(), id), text: source, written };
    },
  };
}

type Written = Readonly<Record<string, unknown>>;

const isMapping = (value: unknown): value is Written => typeof value === 'object' && value !== null;

/**
 * What an author wrote, for writing something like it elsewhere: paths are those that were found, as nobody knows any more
 * what they were relative to. A profile of the author's own is its content where its name leads nowhere here.
 *
 * @param folders where such names are looked for
 */
function writtenOf(source: string, specification: Specification, folders: readonly string[]): Record<string, unknown> {
  const { value } = parseYamlText(source);
  if (!isMapping(value)) return { ...specification };
  const { data, model, profile, profiles } = value;
  const here = (reference: unknown, content: unknown): unknown => {
    const isLost =
      typeof reference === 'string' &&
      !shippedProfiles().has(reference) &&
      findOwnProfile(reference, folders) === undefined;
    const parsed = isLost ? profileSchema.safeParse(content) : undefined;
    return parsed?.success === true ? withoutDefaults(parsed.data) : reference;
  };
  return {
    ...value,
    ...(profile === undefined ? {} : { profile: here(profile, specification.profile) }),
    ...(isMapping(profiles)
      ? {
          profiles: Object.fromEntries(
            Object.entries(profiles).map(([label, each]) => [label, here(each, specification.profiles?.[label])]),
          ),
        }
      : {}),
    ...(isMapping(data) ? { data: { ...data, ...foundData(data, specification.data) } } : {}),
    ...(isMapping(model) ? { model: { ...model, ...foundFiles(model, specification.model) } } : {}),
  };
}

function foundFiles(written: Written, { file, weights }: Specification['model']): Written {
  return { ...('file' in written ? { file } : {}), ...('weights' in written ? { weights } : {}) };
}

function foundData(written: Written, data: Specification['data']): Written {
  return {
    ...('path' in written ? { path: data.path } : {}),
    ...(data.source === 'csv' && 'testPath' in written ? { testPath: data.testPath } : {}),
  };
}
