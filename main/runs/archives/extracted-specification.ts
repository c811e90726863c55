import type { OpenedArchive } from '../../archive/open-archive.ts';
import type { Profile } from '../../contract/profile.ts';
import type { Specification } from '../../contract/specification.ts';
import { withoutDefaults } from '../profiles/profile-yaml.ts';
import { labelledProfiles } from '../specification/labelled-profiles.ts';
import type { FieldPath } from '../specification/problem.ts';
import { valueAt } from '../specification/schema-guide.ts';
import { withFields, type FieldValue } from '../specification/with-fields.ts';
import { writtenProfiles } from '../specification/written-profiles.ts';
import { parseYamlText } from '../specification/yaml-text.ts';
import { placeInputs, type PlacedInput } from './extract-inputs.ts';
import { ownProfileReferences } from './own-profile-references.ts';

/** A field of a specification that says something else where this was taken out of an archive. */
export interface ChangedField {
  /** For example `model.file` */
  readonly field: string;
  /** As its author wrote it */
  readonly path: string;
  /** Name of the file below the folder; absent where the content itself stands there now */
  readonly to?: string;
}

export interface ExtractedSpecification {
  /** As it is in the archive, byte by byte, where nothing had to be changed */
  readonly text: string;
  readonly changed: readonly ChangedField[];
  /** To be written beside it */
  readonly inputs: readonly PlacedInput[];
}

/**
 * The specification of an archive as it can be run from a folder with what the archive holds: fields that lead elsewhere (to
 * another machine's files by absolute paths, out of the folder) lead to the files beside it. Profiles and energy tables that
 * are not in the archive as files are written into it as the study took them in. Data, and files that the archive does not
 * hold, are left as they are: `needsOf` names them.
 */
export function extractedSpecification({ workspace, studyId }: OpenedArchive): ExtractedSpecification {
  const { source, specification } = workspace.studies.get(studyId);
  const { value: written } = parseYamlText(source);
  const inputs = placeInputs(workspace.inputs.ofStudy(studyId), (field) => valueAt(written, pathOf(field)));
  const changes = [...movedFiles(inputs, written), ...contents(inputs, written, specification)];
  return {
    text: changes.length === 0 ? source : `${heading(changes)}${withFields(source, changes)}`,
    changed: changes.map(({ field, was, to }) => ({ field, path: was, ...(to === undefined ? {} : { to }) })),
    inputs,
  };
}

interface Change extends FieldValue {
  readonly field: string;
  readonly was: string;
  readonly to?: string;
}

/** Labels of profiles may have dots in them. */
function pathOf(field: string): FieldPath {
  const [kind, ...rest] = field.split('.');
  return kind === 'profiles' ? [kind, rest.join('.')] : field.split('.');
}

function movedFiles(inputs: readonly PlacedInput[], written: unknown): readonly Change[] {
  return inputs.flatMap(({ field, name, isElsewhere }) => {
    const path = pathOf(field);
    const was = valueAt(written, path);
    return isElsewhere && typeof was === 'string' ? [{ field, was, to: name, path, value: name }] : [];
  });
}

/** What the study has taken in of files that did not come along. */
function contents(inputs: readonly PlacedInput[], written: unknown, specification: Specification): readonly Change[] {
  const held = new Set(inputs.map(({ field }) => field));
  const profileOf = ([, label]: FieldPath): Profile | undefined => {
    const recorded = labelledProfiles(specification);
    return (label === undefined ? recorded[0] : recorded.find((each) => each.label === label))?.profile;
  };
  const profiles = ownProfileReferences(written).flatMap(({ field, reference }): readonly Change[] => {
    const path = pathOf(field);
    const profile = held.has(field) ? undefined : profileOf(path);
    return profile === undefined ? [] : [{ field, was: reference, path, value: withoutDefaults(profile) }];
  });
  const tables = writtenProfiles(written).flatMap((each): readonly Change[] => {
    const path = [...each.path, 'memory', 'energy'];
    const was = valueAt(written, [...path, 'path']);
    const energy = profileOf(each.path)?.memory?.energy;
    return typeof was === 'string' && energy !== undefined ? [{ field: path.join('.'), was, path, value: energy }] : [];
  });
  return [...profiles, ...tables];
}

/** In comments, where whoever opens the file looks first. */
function heading(changes: readonly Change[]): string {
  const lines = changes.map(
    ({ field, was, to }) => `${field}: ${was}${to === undefined ? ', now its content' : `, now ${to}`}`,
  );
  const plain = ['Changed where this was taken out of its archive:', ...lines].map((line) =>
    line.replace(/[\p{Cc}\u2028\u2029\uFEFF]/gu, '?'),
  );
  return plain.map((line) => `# ${line}\n`).join('');
}
