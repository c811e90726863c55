import { shippedProfiles } from '../profiles/shipped-profiles.ts';
import { isMapping } from '../specification/schema-guide.ts';
import { parseYamlText } from '../specification/yaml-text.ts';

/** Where a specification refers to a profile of one's own, by name or by path. */
export interface ProfileReference {
  /** `profile`, or `profiles.LABEL` */
  readonly field: string;
  readonly label?: string;
  readonly reference: string;
}

/** @param source of the specification, as its author wrote it */
export function ownProfileReferences(source: string): readonly ProfileReference[] {
  const { value, problems } = parseYamlText(source);
  if (problems.length > 0 || !isMapping(value)) return [];
  const { profile, profiles } = value;
  const all = [
    { field: 'profile', reference: profile },
    ...Object.entries(isMapping(profiles) ? profiles : {}).map(([label, reference]) => ({
      field: `profiles.${label}`,
      label,
      reference,
    })),
  ];
  return all.flatMap((each) => {
    const { reference } = each;
    return typeof reference === 'string' && !shippedProfiles().has(reference) ? [{ ...each, reference }] : [];
  });
}
