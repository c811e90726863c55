import type { FieldPath } from './problem.ts';

/** The part of JSON Schema that zod writes for our schemas. */
export interface SchemaNode {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minItems?: number;
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is written at a path; undefined where nothing is. */
export function valueAt(value: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>((inner, part) => {
    if (Array.isArray(inner)) return inner[Number(part)] as unknown;
    return isMapping(inner) && Object.hasOwn(inner, part) ? inner[part] : undefined;
  }, value);
}

/** The schema of the field at a path, taking in each union the alternative that what is written resembles most. */
export function schemaAt(schema: SchemaNode, value: unknown, path: FieldPath): SchemaNode | undefined {
  let union = schema;
  let node: SchemaNode | undefined = alternativeFor(schema, value);
  path.forEach((part, index) => {
    const written = valueAt(value, path.slice(0, index + 1));
    const next: SchemaNode | undefined =
      typeof part === 'number'
        ? node?.items
        : (choiceOf(union, part, written) ?? node?.properties?.[part] ?? mappingValues(node));
    node = next && alternativeFor(next, written);
    union = next ?? {};
  });
  return node;
}

/** The words for a field by which a union is told apart, from all of its alternatives, where none of them is written. */
function choiceOf(union: SchemaNode, field: string, written: unknown): SchemaNode | undefined {
  const alternatives = alternativesOf(union).flatMap(({ properties }) => properties?.[field] ?? []);
  const words = alternatives.flatMap(({ enum: several, const: single }) => several ?? [single]);
  const isTold = alternatives.length > 1 && alternatives.some((node) => node.const !== undefined);
  return isTold && !words.includes(written) ? { enum: [...new Set(words)] } : undefined;
}

/** Those of unions within too; of what is no union, the schema itself. */
function alternativesOf(node: SchemaNode): readonly SchemaNode[] {
  const alternatives = node.anyOf ?? node.oneOf;
  return alternatives === undefined ? [node] : alternatives.flatMap(alternativesOf);
}

function mappingValues(node: SchemaNode | undefined): SchemaNode | undefined {
  return typeof node?.additionalProperties === 'object' ? node.additionalProperties : undefined;
}

function alternativeFor(node: SchemaNode, value: unknown): SchemaNode {
  if ((node.anyOf ?? node.oneOf) === undefined || !isMapping(value)) return node;
  const resemblance = ({ properties }: SchemaNode): number =>
    Object.entries(properties ?? {}).reduce((sum, [name, property]) => {
      if (!Object.hasOwn(value, name)) return sum;
      return sum + (property.const !== undefined && property.const === value[name] ? 100 : 1);
    }, 0);
  const mappings = alternativesOf(node).filter(({ type }) => type === 'object');
  const [best] = mappings.toSorted((first, second) => resemblance(second) - resemblance(first));
  return best ?? node;
}

/** Names a mapping may have at this place. */
export function fieldNames(node: SchemaNode | undefined): readonly string[] {
  return Object.keys(node?.properties ?? {});
}

/** What may be written, in words. */
export function describeAllowed(node: SchemaNode): string {
  const alternatives = node.anyOf ?? node.oneOf;
  if (alternatives !== undefined) {
    return describeKinds(alternatives) ?? [...new Set(alternatives.map(describeAllowed))].join(', or ');
  }
  if (node.enum !== undefined) return node.enum.map((choice) => `\`${String(choice)}\``).join(', ');
  if (node.const !== undefined) return `\`${String(node.const)}\``;
  switch (node.type) {
    case 'integer':
      return `a whole number${describeRange(node)}`;
    case 'number':
      return `a number${describeRange(node)}`;
    case 'string':
      return 'text';
    case 'boolean':
      return '`true`, `false`';
    case 'array':
      return `a list${node.minItems === undefined ? '' : ` of at least ${node.minItems}`}${
        node.items === undefined ? '' : `, each ${describeAllowed(node.items)}`
      }`;
    default: {
      const names = fieldNames(node);
      if (names.length > 0) return `a mapping with ${names.map((name) => `\`${name}\``).join(', ')}`;
      const values = mappingValues(node);
      return values === undefined ? 'a mapping' : `a mapping of names, each to ${describeAllowed(values)}`;
    }
  }
}

/** Mappings told apart by one word: the words, in place of every field of each. */
function describeKinds(alternatives: readonly SchemaNode[]): string | undefined {
  const [first] = alternatives;
  const field = fieldNames(first).find((name) =>
    alternatives.every(({ properties }) => typeof properties?.[name]?.const === 'string'),
  );
  if (field === undefined) return undefined;
  const words = alternatives.flatMap(({ properties }) =>
    properties?.[field] ? describeAllowed(properties[field]) : [],
  );
  return `a mapping with \`${field}\`: ${words.join(', ')}`;
}

function describeRange(node: SchemaNode): string {
  const bound = (limit: number | undefined): number | undefined =>
    limit === undefined || Math.abs(limit) >= Number.MAX_SAFE_INTEGER ? undefined : limit;
  const [low, above, high, below] = [
    bound(node.minimum),
    bound(node.exclusiveMinimum),
    bound(node.maximum),
    bound(node.exclusiveMaximum),
  ];
  if (low !== undefined && high !== undefined) return ` from ${low} to ${high}`;
  const from = above !== undefined ? `greater than ${above}` : low !== undefined ? `at least ${low}` : '';
  const to = below !== undefined ? `less than ${below}` : high !== undefined ? `at most ${high}` : '';
  const range = [from, to].filter((part) => part !== '').join(' and ');
  return range === '' ? '' : `, ${range}`;
}
