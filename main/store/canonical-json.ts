import { createHash } from 'node:crypto';

/** Sorts keys so that equal values give equal text, drops what is undefined. */
function canonical(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`JSON cannot hold ${value}`);
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  // Not an assignment to a key: `__proto__` would be swallowed by it
  return Object.fromEntries(entries.map(([key, item]) => [key, canonical(item)]));
}

/**
 * JSON text that is the same for equal values, whatever the order of their keys.
 *
 * @throws TypeError for NaN and infinities, which JSON would turn into null
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(canonical(value));
}

/** SHA-256 of a text in UTF-8, in lower-case hexadecimal. */
export function sha256OfText(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Identifies a specification or a run's configuration: SHA-256 of its canonical JSON. */
export function hashOf(value: unknown): string {
  return sha256OfText(canonicalJson(value));
}
