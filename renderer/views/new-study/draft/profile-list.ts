import type { FieldPath } from './field-path.ts';
import { isMapping, withValue, type Written } from './written.ts';

/** One of a study's hardware profiles: a shipped one's name, or a mapping of own values. */
export interface ProfileEntry {
  readonly label: string;
  readonly path: FieldPath;
  readonly reference: unknown;
}

/** Of a single `profile` and of `profiles`, in their order. */
export function profileList(written: Written): readonly ProfileEntry[] {
  const { profile, profiles } = written;
  const single: ProfileEntry[] =
    profile === undefined ? [] : [{ label: singleLabel(profile), path: ['profile'], reference: profile }];
  const several = Object.entries(isMapping(profiles) ? profiles : {});
  return [...single, ...several.map(([label, reference]) => ({ label, path: ['profiles', label], reference }))];
}

/** What tables call a single profile. */
function singleLabel(profile: unknown): string {
  if (typeof profile === 'string') return profile;
  return isMapping(profile) && typeof profile.name === 'string' ? profile.name : 'profile';
}

/** A label that is not taken: `additive`, `additive 2`, ... */
export function freeLabel(wanted: string, taken: readonly string[]): string {
  let label = wanted;
  for (let number = 2; taken.includes(label); number++) label = `${wanted} ${number}`;
  return label;
}

/** A word or two that says what a profile does, for labels. */
export function profileLabel(reference: unknown): string {
  if (typeof reference === 'string')
    return reference
      .split('/')
      .at(-1)!
      .replace(/\.ya?ml$/i, '');
  if (!isMapping(reference)) return 'profile';
  if (typeof reference.name === 'string') return reference.name;
  const { weights, memory, quantization } = reference;
  if (isMapping(weights) && weights.noise === 'conductance') return 'conductance';
  if (isMapping(weights) && weights.noise !== 'none' && weights.noise !== undefined) return String(weights.mode);
  if (isMapping(memory)) return 'memory';
  return quantization === undefined ? 'ideal' : 'quantised';
}

/** Writes all profiles anew under their labels, in the place where they stood. */
function withEntries(written: Written, entries: readonly (readonly [string, unknown])[]): Written {
  const fields = Object.entries(written);
  const place = fields.findIndex(([key]) => key === 'profile' || key === 'profiles');
  const others = fields.filter(([key]) => key !== 'profile' && key !== 'profiles');
  if (entries.length === 0) return Object.fromEntries(others);
  const field = ['profiles', Object.fromEntries(entries)] as const;
  return Object.fromEntries(others.toSpliced(place === -1 ? others.length : place, 0, [...field]));
}

const entriesOf = (written: Written): readonly (readonly [string, unknown])[] =>
  profileList(written).map(({ label, reference }) => [label, reference]);

/**
 * With one profile more. The first is written as the single `profile`; a second makes labelled `profiles` of both.
 * @returns the study, and which profile the new one is
 */
export function withAddedProfile(
  written: Written,
  reference: unknown,
): { readonly written: Written; readonly index: number } {
  const list = profileList(written);
  if (list.length === 0) return { written: withValue(written, ['profile'], reference), index: 0 };
  const first = list[0]!;
  const firstLabel = first.path[0] === 'profile' ? profileLabel(first.reference) : first.label;
  const labels = [firstLabel, ...list.slice(1).map(({ label }) => label)];
  const label = freeLabel(profileLabel(reference), labels);
  const entries = [
    ...list.map((entry, index) => [labels[index]!, entry.reference] as const),
    [label, reference] as const,
  ];
  return { written: withEntries(written, entries), index: entries.length - 1 };
}

export function withoutProfile(written: Written, index: number): Written {
  return withEntries(written, entriesOf(written).toSpliced(index, 1));
}

/** With a profile under another label; unchanged where that is empty or taken. */
export function withProfileLabel(written: Written, index: number, label: string): Written {
  const entries = entriesOf(written);
  if (label === '' || entries.some(([other], place) => other === label && place !== index)) return written;
  return withEntries(
    written,
    entries.map(([old, reference], place) => [place === index ? label : old, reference]),
  );
}
