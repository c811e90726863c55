import { memorySchema } from '../../../../main/contract/memory.ts';
import { quantizationSchema } from '../../../../main/contract/profile.ts';
import {
  dataSchema,
  evaluationSchema,
  optimizerSchema,
  specificationSchema,
  trainingSchema,
} from '../../../../main/contract/specification.ts';
import { isMapping } from './written.ts';

// Every default comes from the schema: the least that it takes, with what it fills in.

const leastTraining = { epochs: 1, optimizer: { kind: 'sgd', learningRate: 1 } } as const;
const leastStudy = specificationSchema.parse({
  version: 1,
  name: 'least',
  data: { source: 'glyphs' },
  model: { architecture: '' },
  profile: {},
  methods: [{ method: 'plain' }],
  training: leastTraining,
});

export const dataDefaults = dataSchema.parse({ source: 'glyphs' });
export const trainingDefaults = trainingSchema.parse(leastTraining);
export const sgdDefaults = optimizerSchema.parse({ kind: 'sgd', learningRate: 1 });
export const adamDefaults = optimizerSchema.parse({ kind: 'adam', learningRate: 1 });
export const sensitivityDefaults = leastStudy.sensitivity;
export const evaluationDefaults = evaluationSchema.parse({});
export const engineDefaults = leastStudy.engine;
export const seedsDefault = leastStudy.seeds;
export const memoryDefaults = memorySchema.parse({ stuckAt: { rate: 0 } });
export const integerQuantizationDefaults = quantizationSchema.parse({ bits: 8 });
export const binaryQuantizationDefaults = quantizationSchema.parse({ scheme: 'binary' });

/** A value without what its defaults say anyway, mappings in it included. */
export function withoutDefaults(value: unknown, defaults: unknown): unknown {
  if (!isMapping(value) || !isMapping(defaults)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      if (inner === undefined || isSame(inner, defaults[key])) return [];
      return [[key, withoutDefaults(inner, defaults[key])]];
    }),
  );
}

function isSame(first: unknown, second: unknown): boolean {
  return JSON.stringify(first) === JSON.stringify(second);
}
