import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { specificationSchema } from '../../../main/contract/specification.ts';
import { parseSpecification } from '../../../main/runs/specification/parse-specification.ts';
import type { SchemaNode } from '../../../main/runs/specification/schema-guide.ts';

const page = readFileSync(new URL('../../../docs/specification.md', import.meta.url), 'utf8');

/** Names of all fields and all words a field may hold. */
function names(node: SchemaNode): readonly string[] {
  const alternatives = [...(node.anyOf ?? []), ...(node.oneOf ?? [])];
  const values = typeof node.additionalProperties === 'object' ? [node.additionalProperties] : [];
  return [
    ...Object.keys(node.properties ?? {}),
    ...(node.enum ?? []).map(String),
    ...(typeof node.const === 'string' ? [node.const] : []),
    ...[
      ...Object.values(node.properties ?? {}),
      ...alternatives,
      ...values,
      ...(node.items ? [node.items] : []),
    ].flatMap(names),
  ];
}

const all = [...new Set(names(z.toJSONSchema(specificationSchema, { io: 'input' }) as SchemaNode))];

test.each(all)('docs/specification.md says what `%s` is', (name) => {
  expect(page).toMatch(new RegExp(`\`(\\w+\\.)?${name}(\`|:|\\.)`));
});

test('the examples of docs/specification.md are specifications', () => {
  const examples = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, example]) => example!);
  expect(examples.map((example) => parseSpecification(example, 'example').specification.name)).toEqual([
    'ResNet-20 under 5 % multiplicative noise',
    'LaNMax beside uniform fault rates',
  ]);
});
