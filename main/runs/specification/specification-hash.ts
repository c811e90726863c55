import type { Specification } from '../../contract/specification.ts';
import { hashOf } from '../../store/canonical-json.ts';

/**
 * SHA-256 (hex) of what a specification asks for: everything but its name and notes. Takes paths as written and profiles
 * by content, so that it is the same on every machine.
 */
export function specificationHash(specification: Specification): string {
  return hashOf({ ...specification, name: undefined, notes: undefined });
}
