/** The literals that the header of an .npy file is made of. Tuples and lists are both arrays here. */
export type PythonLiteral = string | number | boolean | null | readonly PythonLiteral[] | PythonDictionary;
export type PythonDictionary = ReadonlyMap<string, PythonLiteral>;

const deepest = 8;
const words: ReadonlyMap<string, boolean | null> = new Map([
  ['True', true],
  ['False', false],
  ['None', null],
]);

/**
 * Reads one Python literal of strings, whole numbers, True, False, None, tuples, lists and dictionaries with strings for
 * keys. Nothing is evaluated.
 *
 * @throws SyntaxError for anything else: what is wrong and at which character
 */
export function parsePythonLiteral(text: string): PythonLiteral {
  let at = 0;

  const fail = (cause: string): never => {
    throw new SyntaxError(`${cause} at character ${at}`);
  };
  const skipBlanks = (): void => {
    while (at < text.length && ' \t\r\n'.includes(text[at]!)) at += 1;
  };
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };

  const items = <Item>(close: string, readItem: () => Item): Item[] => {
    at += 1;
    const found: Item[] = [];
    for (skipBlanks(); text[at] !== close; skipBlanks()) {
      found.push(readItem());
      skipBlanks();
      if (text[at] === ',') at += 1;
      else if (text[at] !== close) fail(`"," or "${close}" is missing`);
    }
    at += 1;
    return found;
  };

  const read = (depth: number): PythonLiteral => {
    if (depth > deepest) fail('too many brackets');
    skipBlanks();
    const first = text[at];
    if (first === '(') return items(')', () => read(depth + 1));
    if (first === '[') return items(']', () => read(depth + 1));
    if (first === '{') return readDictionary(depth);
    if (first === "'" || first === '"') return readString();
    // Python 2 marked long numbers with an L
    const digits = take(/[+-]?\d{1,20}L?/y);
    if (digits !== undefined) return Number(digits.replace('L', ''));
    const word = words.get(take(/[A-Za-z]+/y) ?? '');
    return word === undefined ? fail('something unknown') : word;
  };

  const readString = (): string => {
    const quoted = take(/'[^'\\\n]*'|"[^"\\\n]*"/y);
    return quoted === undefined ? fail('a text that is not closed') : quoted.slice(1, -1);
  };

  const readDictionary = (depth: number): PythonDictionary => {
    const found = new Map<string, PythonLiteral>();
    items('}', () => {
      const key = text[at] === "'" || text[at] === '"' ? readString() : fail('a key that is no text');
      skipBlanks();
      if (text[at] !== ':') fail('":" is missing');
      at += 1;
      if (found.has(key)) fail(`the key "${key}" for the second time`);
      found.set(key, read(depth + 1));
    });
    return found;
  };

  const value = read(0);
  skipBlanks();
  return at === text.length ? value : fail('something behind the end');
}
