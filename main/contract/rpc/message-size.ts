/**
 * About how many bytes a message takes: a number 8, a text its length, a property the length of its name.
 *
 * @param message anything that can be cloned, cycles included
 * @param enough counting ends above it
 */
export function approximateBytes(message: unknown, enough = Infinity): number {
  const seen = new Set<object>();
  const waiting: unknown[] = [message];
  let bytes = 0;
  while (waiting.length > 0 && bytes <= enough) {
    const value = waiting.pop();
    bytes += 8;
    if (typeof value === 'string') bytes += value.length;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) bytes += value.byteLength;
    else if (Array.isArray(value) || value instanceof Set) for (const each of value) waiting.push(each);
    else if (value instanceof Map) for (const pair of value) waiting.push(...pair);
    else {
      for (const [name, each] of Object.entries(value)) {
        bytes += name.length;
        waiting.push(each);
      }
    }
  }
  return bytes;
}
