import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resourcePath } from '../../main/runs/resources.ts';
import { parseSpecification } from '../../main/runs/specification/parse-specification.ts';

const folder = resourcePath('studies');

test.each(readdirSync(folder))('%s is a specification', (name) => {
  const { specification } = parseSpecification(readFileSync(join(folder, name), 'utf8'), name);
  const compared = name.startsWith('lanmax') ? ['reliable', 'uniform-bsc'] : ['noise-injection', 'saft'];
  expect(specification.methods.map(({ method }) => method)).toEqual(expect.arrayContaining(compared));
  // Fewer than three pairs cannot be told from chance by any test
  expect(specification.seeds.length).toBeGreaterThanOrEqual(3);
});
