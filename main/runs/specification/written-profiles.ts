import { shippedProfiles } from '../profiles/shipped-profiles.ts';
import type { FieldPath } from './problem.ts';
import { isMapping } from './schema-guide.ts';

/** A profile of a specification whose fields need not be right. */
export interface WrittenProfile {
  readonly path: FieldPath;
  /** As written, or the shipped profile of that name; undefined when there is none */
  readonly content: unknown;
  /** Where a problem with one of its fields is shown: a shipped profile has no lines in the specification. */
  readonly locate: (field: FieldPath) => FieldPath;
}

/** Of a single `profile` and of `profiles`, in the order of the specification. */
export function writtenProfiles(written: unknown): readonly WrittenProfile[] {
  if (!isMapping(written)) return [];
  const { profile, profiles } = written;
  return [
    ...(profile === undefined ? [] : [writtenProfile(['profile'], profile)]),
    ...Object.entries(isMapping(profiles) ? profiles : {}).map(([label, reference]) =>
      writtenProfile(['profiles', label], reference),
    ),
  ];
}

function writtenProfile(path: FieldPath, reference: unknown): WrittenProfile {
  const isName = typeof reference === 'string';
  return {
    path,
    content: isName ? shippedProfiles().get(reference) : reference,
    locate: (field) => (isName ? path : [...path, ...field]),
  };
}
