import { LabError } from '../errors.ts';
import { notPlainData } from './limits.ts';

/**
 * Messages as JSON that also carries NaN, Infinity, -Infinity, -0 and undefined: each is written as an object with the
 * single name `$`. Names of the message's own that begin with `$` get another one in front.
 */
const mark = '$';

const nameOfSpecial: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [NaN, 'NaN'],
  [Infinity, 'Infinity'],
  [-Infinity, '-Infinity'],
  [undefined, 'undefined'],
]);
const specialByName: ReadonlyMap<unknown, unknown> = new Map<unknown, unknown>([
  ...[...nameOfSpecial].map(([value, name]) => [name, value] as const),
  ['-0', -0],
]);

/**
 * @param message plain objects, arrays, texts, numbers, booleans, null and undefined
 * @throws LabError 'invalid-message' of anything else, and of cycles
 */
export function encodeText(message: unknown): string {
  try {
    return JSON.stringify(message, replaced);
  } catch (error) {
    throw notPlainData(error);
  }
}

/** What stands for a value in JSON. What it returns is not asked about again, only the members of that. */
function replaced(this: unknown, name: string): unknown {
  // Of the holder, because the second argument has been through `toJSON`
  const value = (this as Readonly<Record<string, unknown>>)[name];
  if (Object.is(value, -0)) return { [mark]: '-0' };
  const special = nameOfSpecial.get(value);
  if (special !== undefined) return { [mark]: special };
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') {
    throw new TypeError(`${name || 'it'} is a ${typeof value}.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if (!isPlain(value)) throw new TypeError(`${name || 'it'} is no plain object.`);
  if (!Object.keys(value).some((key) => key.startsWith(mark))) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key.startsWith(mark) ? mark + key : key, member]),
  );
}

/** Also of another realm, whose `Object.prototype` is not ours. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** @throws LabError 'invalid-message' when the text is none that {@link encodeText} writes */
export function decodeText(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    // Most messages have nothing special in them and need no second pass
    return text.includes(`"${mark}`) ? decoded(json) : json;
  } catch (error) {
    throw new LabError(
      'invalid-message',
      `A message cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      'Reload the page, so that the interface and the workbench are of the same version.',
      { cause: error },
    );
  }
}

/** Works in place, since nearly everything stays as it is. */
function decoded(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) value[index] = decoded(value[index]);
    return value;
  }
  const members = value as Record<string, unknown>;
  const names = Object.keys(members);
  if (names.length === 1 && names[0] === mark) return specialOf(members[mark]);
  if (names.some((name) => name.startsWith(mark))) {
    return Object.fromEntries(names.map((name) => [unmarked(name), decoded(members[name])]));
  }
  for (const name of names) {
    const member = members[name];
    if (typeof member === 'object') members[name] = decoded(member);
  }
  return value;
}

function specialOf(name: unknown): unknown {
  if (!specialByName.has(name)) throw new SyntaxError(`nothing is called ${JSON.stringify(name)}`);
  return specialByName.get(name);
}

function unmarked(key: string): string {
  if (!key.startsWith(mark)) return key;
  if (!key.startsWith(mark + mark)) throw new SyntaxError(`a name ${JSON.stringify(key)} is not allowed`);
  return key.slice(mark.length);
}
