import { describe } from 'vitest';
import { describeEngineParity } from '../../../support/ops-parity.ts';
import { graph, graphFloat64, tensorflow } from '../../training/engine-cases.ts';

const cases = [
  { engineCase: graph, tolerance: 1e-4, randomRuns: 30 },
  { engineCase: tensorflow, tolerance: 1e-4, randomRuns: 15 },
  // Not tighter: inputs, constants and outputs pass through float32, and so does the noise
  { engineCase: graphFloat64, tolerance: 1e-6, randomRuns: 15 },
] as const;

for (const { engineCase, tolerance, randomRuns } of cases) {
  describe.skipIf(engineCase.missing)(engineCase.title, () => {
    describeEngineParity(engineCase.title, engineCase.open, { tolerance, randomRuns });
  });
}
