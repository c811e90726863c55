/** Position after the string that begins at `start` with its quotation mark. */
function endOfString(text: string, start: number): number {
  let position = start + 1;
  while (text[position] !== '"') position += text[position] === '\\' ? 2 : 1;
  return position + 1;
}

/**
 * The first key that an object of a JSON text has twice, or undefined. `JSON.parse` keeps the last of them in silence.
 *
 * @param text valid JSON, as `JSON.parse` has accepted it
 */
export function findDuplicateKey(text: string): string | undefined {
  // One entry for each open bracket: the keys so far of an object, nothing for an array
  const open: (Set<string> | undefined)[] = [];
  let keyMayFollow = false;
  let position = 0;
  while (position < text.length) {
    const character = text[position]!;
    if (character === '"') {
      const end = endOfString(text, position);
      const keys = open.at(-1);
      if (keyMayFollow && keys !== undefined) {
        const key = JSON.parse(text.slice(position, end)) as string;
        if (keys.has(key)) return key;
        keys.add(key);
      }
      keyMayFollow = false;
      position = end;
      continue;
    }
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(undefined);
    else if (character === '}' || character === ']') open.pop();
    if (character === '{' || character === ',') keyMayFollow = true;
    else if (character === ':' || character === '[') keyMayFollow = false;
    position++;
  }
  return undefined;
}
