import { z } from 'zod';
import { profileSchema, type Profile } from '../../contract/profile.ts';
import { canonicalJson } from '../../store/canonical-json.ts';
import { isMapping, type SchemaNode } from '../specification/schema-guide.ts';
import { orderedYaml } from '../specification/written-to-yaml.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A profile as a file of its own that reads back as the same: without what would be so anyway. */
export function profileToYaml(profile: Profile): string {
  const guide = z.toJSONSchema(profileSchema, { io: 'input' }) as SchemaNode;
  return orderedYaml(guide, withoutDefaults(profile));
}

/** The profile as somebody would write it: fields are left out that the schema puts in again. The fit has none. */
export function withoutDefaults({ fit, ...profile }: Profile): Fields {
  const asked = canonicalJson(profile);
  const isSame = (fields: Fields): boolean => {
    const { data } = profileSchema.safeParse(fields);
    return data !== undefined && canonicalJson(data) === asked;
  };
  const kept = leftOut(profile, (fields) => isSame(fields));
  return fit === undefined ? kept : { ...kept, fit };
}

/** Without the fields, of mappings within too, whose absence `isSame` does not notice. */
function leftOut(fields: Fields, isSame: (fields: Fields) => boolean): Fields {
  return Object.entries(fields).reduce<Fields>((kept, [name, value]) => {
    const without = Object.fromEntries(Object.entries(kept).filter(([other]) => other !== name));
    if (isSame(without)) return without;
    return isMapping(value) ? { ...kept, [name]: leftOut(value, (inner) => isSame({ ...kept, [name]: inner })) } : kept;
  }, fields);
}
