import { valueAt } from '../specification/schema-guide.ts';
import { writtenProfiles } from '../specification/written-profiles.ts';

/** Where a specification refers to a profile of one's own, by name or by path. */
export interface ProfileReference {
  /** `profile`, or `profiles.LABEL` */
  readonly field: string;
  readonly label?: string;
  readonly reference: string;
}

/** @param written specification, as its author wrote it */
export function ownProfileReferences(written: unknown): readonly ProfileReference[] {
  return writtenProfiles(written).flatMap(({ path, content }) => {
    const reference = valueAt(written, path);
    // A shipped one has its content
    if (typeof reference !== 'string' || content !== undefined) return [];
    const [, label] = path;
    return [{ field: path.join('.'), ...(label === undefined ? {} : { label: String(label) }), reference }];
  });
}
