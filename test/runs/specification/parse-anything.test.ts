import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { InvalidSpecificationError } from '../../../main/runs/specification/problem.ts';
import { parseSpecification } from '../../../main/runs/specification/parse-specification.ts';
import { specificationArbitrary } from './specification-arbitrary.ts';

/** Parses, and checks of a refusal that it can be printed and points into the text. */
function parseOrRefuse(text: string): void {
  try {
    parseSpecification(text, 's.yaml');
  } catch (error) {
    if (!(error instanceof InvalidSpecificationError)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    const lines = text.split(/\r\n|\r|\n/).length;
    for (const { line, message } of error.problems) {
      expect(line).toBeGreaterThanOrEqual(1);
      expect(line).toBeLessThanOrEqual(lines);
      expect(message).not.toBe('');
    }
  }
}

test('any text is a specification or is refused with places in it', () => {
  const words = [
    'version: 1\n',
    'methods:',
    ' - ',
    '{',
    '}',
    '[',
    ': ',
    '&a ',
    '*a',
    '\n',
    '  ',
    '"',
    '!!binary x',
    '? ',
  ];
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 5 })), { maxLength: 20 })
      .map((parts) => parts.join('')),
  );
  fc.assert(fc.property(text, parseOrRefuse), { numRuns: 1000, seed: 1 });
});

/** Paths of every value inside a value. */
function paths(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => paths(inner, [...path, key]))];
}

function withValueAt(value: unknown, [key, ...rest]: readonly string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = withValueAt(copy[key], rest, replacement);
  return copy;
}

test('a specification with any of its values replaced by anything is read or refused', () => {
  const replacement = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(NaN, -1, 0, 'ideal', 'auto', null, {}, []),
  );
  fc.assert(
    fc.property(specificationArbitrary, fc.nat(), replacement, (specification, choice, value) => {
      const all = paths(specification);
      const changed = withValueAt(specification, all[choice % all.length]!, value);
      parseOrRefuse(stringify(changed, { aliasDuplicateObjects: false }));
    }),
    { numRuns: 500, seed: 1 },
  );
});
