import { isDeepStrictEqual } from 'node:util';
import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Node } from 'yaml';
import type { FieldPath } from './problem.ts';
import { isMapping } from './schema-guide.ts';
import { writtenToYaml } from './written-to-yaml.ts';
import { parseYamlText } from './yaml-text.ts';

/** A field that is written, and what is to stand there. */
export interface FieldValue {
  readonly path: FieldPath;
  /** A text, or plain values of JSON */
  readonly value: unknown;
}

/**
 * The text of a specification with other values in some of its fields. All else stays as it is written, comments and
 * order too, unless the fields cannot be changed where they stand (one that others have by an alias, for example): then the
 * whole is written anew.
 *
 * @param text of a YAML mapping with nothing wrong with it; of anything else it is given back as it is
 */
export function withFields(text: string, fields: readonly FieldValue[]): string {
  const { value, problems } = parseYamlText(text);
  if (fields.length === 0 || problems.length > 0 || !isMapping(value)) return text;
  const wanted = fields.reduce<unknown>((whole, { path, value }) => withValueAt(whole, path, value), value);
  const changed = changedInPlace(text, fields);
  const isWanted = changed !== undefined && isDeepStrictEqual(parseYamlText(changed).value, wanted);
  return isWanted ? changed : writtenToYaml(wanted as Readonly<Record<string, unknown>>);
}

function withValueAt(whole: unknown, [part, ...rest]: FieldPath, value: unknown): unknown {
  if (part === undefined) return value;
  if (Array.isArray(whole)) {
    return whole.map((item: unknown, index) => (index === Number(part) ? withValueAt(item, rest, value) : item));
  }
  return isMapping(whole) && Object.hasOwn(whole, part)
    ? { ...whole, [part]: withValueAt(whole[part], rest, value) }
    : whole;
}

/** JSON is YAML. undefined where a field has no place of its own. */
function changedInPlace(text: string, fields: readonly FieldValue[]): string | undefined {
  const document = parseDocument(text, { logLevel: 'silent' });
  const edits = fields.map(({ path, value }) => ({ range: nodeAt(document, path)?.range, value }));
  return edits
    .toSorted((first, second) => (second.range?.[0] ?? 0) - (first.range?.[0] ?? 0))
    .reduce<string | undefined>((changed, { range, value }) => {
      if (changed === undefined || !range) return undefined;
      const [start, end] = range;
      const lineEnd = text.slice(start, end).endsWith('\n') ? '\n' : '';
      return `${changed.slice(0, start)}${JSON.stringify(value)}${lineEnd}${changed.slice(end)}`;
    }, text);
}

/** The node of a field itself; aliases on the way to it are followed. */
function nodeAt(document: Document, path: FieldPath): Node | undefined {
  return path.reduce<Node | undefined>((found, part) => {
    const node = isAlias(found) ? found.resolve(document) : found;
    if (isSeq(node)) return node.items[Number(part)] as Node | undefined;
    if (!isMap(node)) return undefined;
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
    return (pair?.value ?? undefined) as Node | undefined;
  }, document.contents ?? undefined);
}
