import { z } from 'zod';
import { suggestion, nearestName } from './near-name.ts';
import { describeAllowed, fieldNames, schemaAt, valueAt } from './schema-guide.ts';
import type { SchemaNode } from './schema-guide.ts';
import { withoutMisspelt } from './problem.ts';
import type { FieldPath, FieldProblem } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** Everything a zod schema finds wrong with a value, in words, with near names for what is misspelt. */
export function schemaProblems(schema: z.ZodType, value: unknown): readonly FieldProblem[] {
  const result = schema.safeParse(value);
  if (result.success) return [];
  const guide = z.toJSONSchema(schema, { io: 'input' }) as SchemaNode;
  const issues = result.error.issues.flatMap((issue) => flatten(issue, []));
  const problems = issues.flatMap((issue) => describeIssue(issue, value, guide));
  return withoutMisspelt(problems);
}

/** Issues of a union are those of the alternative that comes nearest; none, when it is not even of the right type. */
function flatten(issue: Issue, parent: FieldPath): Issue[] {
  const path = [...parent, ...(issue.path as FieldPath)];
  const here = { ...issue, path: [...path] };
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [here];
  const candidates = issue.errors.filter((issues) => !issues.some(isMismatch));
  const [nearest] = candidates.toSorted((first, second) => distance(first) - distance(second));
  return nearest === undefined ? [here] : nearest.flatMap((inner) => flatten(inner, path));
}

/** How far a value is from an alternative. A word that the alternative does not know counts most: it says which is meant. */
function distance(issues: readonly Issue[]): number {
  return issues.reduce((sum, { code, ...rest }) => {
    if (code === 'invalid_value') return sum + 100;
    return sum + ('keys' in rest && code !== 'invalid_key' ? rest.keys.length : 1);
  }, 0);
}

function isMismatch({ code, path }: Issue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
}

function describeIssue(issue: Issue, root: unknown, guide: SchemaNode): readonly FieldProblem[] {
  const path = issue.path as FieldPath;
  const value = valueAt(root, path);
  const node = schemaAt(guide, root, path);
  if (issue.code === 'unrecognized_keys') {
    const names = fieldNames(node);
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `unknown field${suggestion(key, names)}`,
      allowed: names.map((name) => `\`${name}\``).join(', '),
      meant: nearestName(key, names),
    }));
  }
  if (issue.code === 'custom') return [{ path, message: issue.message }];
  const unresolved = node?.enum
    ? node
    : (schemaAt(guide, root, path.slice(0, -1))?.properties?.[path.at(-1) ?? ''] ?? node);
  const allowed = allowedBy(issue, unresolved);
  if (value === undefined) return [{ path, message: 'missing', allowed, missing: true }];
  return [{ path, message: `${show(value)} ${complaint(issue, value, node)}`, allowed }];
}

function allowedBy(issue: Issue, node: SchemaNode | undefined): string | undefined {
  if (issue.code === 'invalid_union' && 'options' in issue) return choices(issue.options as readonly unknown[]);
  return node === undefined ? undefined : describeAllowed(node);
}

function choices(values: readonly unknown[]): string {
  return values.map((choice) => `\`${String(choice)}\``).join(', ');
}

function complaint(issue: Issue, value: unknown, node: SchemaNode | undefined): string {
  switch (issue.code) {
    case 'invalid_type':
      return `is not ${typeWords[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `is unknown${near(value, node?.enum ?? issue.values)}`;
    case 'invalid_union':
      return 'options' in issue ? `is unknown${near(value, issue.options as readonly unknown[])}` : 'does not fit';
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array' ? 'is too short' : 'is too small';
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array' ? 'is too long' : 'is too large';
    default:
      return 'does not fit';
  }
}

const typeWords: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'text',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

function near(value: unknown, values: readonly unknown[]): string {
  return typeof value === 'string' ? suggestion(value, values.map(String)) : '';
}

function show(value: unknown): string {
  if (value === null) return 'an empty value';
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
