import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSpecification } from '../../../main/runs/specification/parse-specification.ts';
import { specificationHash } from '../../../main/runs/specification/specification-hash.ts';
import { specificationToYaml } from '../../../main/runs/specification/specification-to-yaml.ts';
import { specificationArbitrary } from './specification-arbitrary.ts';

test('a specification written as YAML reads back as the same specification', () => {
  fc.assert(
    fc.property(specificationArbitrary, (specification) => {
      const { specification: read } = parseSpecification(specificationToYaml(specification), 's.yaml');
      expect(read).toEqual(JSON.parse(JSON.stringify(specification)));
      expect(specificationHash(read)).toBe(specificationHash(specification));
    }),
    { numRuns: 100, seed: 1 },
  );
});
