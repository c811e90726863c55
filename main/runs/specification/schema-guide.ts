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
  let node: SchemaNode | undefined = alternativeFor(schema, value);
  path.forEach((part, index) => {
    const next: SchemaNode | undefined =
      typeof part === 'number' ? node?.items : (node?.properties?.[part] ?? mappingValues(node));
    node = next && alternativeFor(next, valueAt(value, path.slice(0, index + 1)));
  });
  return node;
}

function mappingValues(node: SchemaNode | undefined): SchemaNode | undefined {
  return typeof node?.additionalProperties === 'object' ? node.additionalProperties : undefined;
}

function alternativeFor(node: SchemaNode, value: unknown): SchemaNode {
  const alternatives = node.anyOf ?? node.oneOf;
  if (alternatives === undefined || !isMapping(value)) return node;
  const resemblance = ({ properties }: SchemaNode): number =>
    Object.entries(properties ?? {}).reduce((sum, [name, property]) => {
      if (!Object.hasOwn(value, name)) return sum;
      return sum + (property.const !== undefined && property.const === value[name] ? 100 : 1);
    }, 0);
  const mappings = alternatives.filter(({ type }) => type === 'object');
  const [best] = mappings.toSorted((first, second) => resemblance(second) - resemblance(first));
  return best === undefined ? node : alternativeFor(best, value);
}

/** Names a mapping may have at this place. */
export function fieldNames(node: SchemaNode | undefined): readonly string[] {
  return Object.keys(node?.properties ?? {});
}

/** What may be written, in words. */
export function describeAllowed(node: SchemaNode): string {
  const alternatives = node.anyOf ?? node.oneOf;
  if (alternatives !== undefined) return [...new Set(alternatives.map(describeAllowed))].join(', or ');
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
