import { stringify } from 'yaml';
import type { Specification } from '../../contract/specification.ts';

/** The specification as a file that reads back as the same specification. Defaults are written out. */
export function specificationToYaml(specification: Specification): string {
  return stringify(specification, { lineWidth: 120, aliasDuplicateObjects: false });
}
