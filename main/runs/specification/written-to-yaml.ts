import { Document, isCollection, isMap, isScalar, isSeq, Scalar, visit, YAMLSeq, type Node } from 'yaml';
import { z } from 'zod';
import { specificationSchema } from '../../contract/specification.ts';
import { fieldNames, isMapping, schemaAt, type SchemaNode } from './schema-guide.ts';
import type { FieldPath } from './problem.ts';

/** Longest line of a mapping or list that is written on one */
const lineWidth = 110;

/** Mappings and lists of what is alike: one below the other */
const sectionsOfLines: ReadonlySet<unknown> = new Set(['profiles', 'methods']);

let guide: SchemaNode | undefined;

/**
 * A specification as somebody would write it: fields in the order of the documentation, short mappings and lists on one
 * line. Reads back as the same value; fields that no specification has come last in their mapping.
 *
 * @param written plain values, not checked
 */
export function writtenToYaml(written: Readonly<Record<string, unknown>>): string {
  guide ??= z.toJSONSchema(specificationSchema, { io: 'input' }) as SchemaNode;
  return orderedYaml(guide, written);
}

/** Any mapping in that way. @param schema what gives its fields their order */
export function orderedYaml(schema: SchemaNode, written: Readonly<Record<string, unknown>>): string {
  const document = new Document(inOrder(schema, written, written, []), { aliasDuplicateObjects: false });
  visit(document, { Scalar: (key, node) => void (key === 'key' || chooseStyle(node)) });
  visit(document, {
    Pair: (_, { key, value }, path) => {
      const isSection = path.length === 2;
      if (isScalar(key) && isSection && sectionsOfLines.has(key.value)) spread(value);
    },
    Collection(_, node, path) {
      const isWhole = path.length === 1;
      if (isWhole || node.flow === false || !fitsOneLine(node, path.length)) return undefined;
      node.flow = true;
      visit(node, { Seq: (_, list) => void closeUp(list) });
      return visit.SKIP;
    },
  });
  return document.toString({ lineWidth: 120 });
}

/** Its members stand in lines of their own, however short they are. */
function spread(node: unknown): void {
  if (isCollection(node)) node.flow = false;
}

/** `[1, 2]`, where the library writes mappings and lists alike, with a space inside. */
function closeUp(list: YAMLSeq): void {
  if (list.items.some(isCollection)) return;
  list.toString = (context, ...rest) =>
    YAMLSeq.prototype.toString.call(list, context && { ...context, flowCollectionPadding: '' }, ...rest);
}

/** The value with the names of each mapping in the order of the schema at its place. */
function inOrder(schema: SchemaNode, root: unknown, value: unknown, path: FieldPath): unknown {
  if (Array.isArray(value)) return value.map((item: unknown, index) => inOrder(schema, root, item, [...path, index]));
  if (!isMapping(value)) return value;
  const known = fieldNames(schemaAt(schema, root, path));
  const names = Object.keys(value);
  const ordered = [...known.filter((name) => names.includes(name)), ...names.filter((name) => !known.includes(name))];
  return Object.fromEntries(ordered.map((name) => [name, inOrder(schema, root, value[name], [...path, name])]));
}

/** Lines that begin and end with something, with empty ones only between them: blocks lose other spaces. */
const prose = /^\S(?:.*\S)?(?:\n{1,2}\S(?:.*\S)?)*\n?$/;

function chooseStyle(node: Scalar): void {
  const { value } = node;
  if (typeof value !== 'string') return;
  const isOfLines = value.includes('\n');
  if (!isOfLines && value.length <= 90) return;
  node.type = !prose.test(value) ? Scalar.QUOTE_DOUBLE : isOfLines ? Scalar.BLOCK_LITERAL : Scalar.BLOCK_FOLDED;
}

function fitsOneLine(node: Node, depth: number): boolean {
  let hasLongText = false;
  visit(node, {
    Scalar(_, { type, value }) {
      // The library writes lines within a mapping on one line so that they cannot be read
      hasLongText ||= type === Scalar.BLOCK_FOLDED || (typeof value === 'string' && value.includes('\n'));
    },
  });
  if (hasLongText) return false;
  const value: unknown = isMap(node) || isSeq(node) ? node.toJSON() : undefined;
  // JSON has quotes where YAML has none, and no spaces: about as long
  return JSON.stringify(value).length + 4 * depth <= lineWidth;
}
