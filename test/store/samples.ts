import { specificationSchema } from '../../main/contract/specification.ts';
import type { RunConfiguration } from '../../main/contract/run.ts';
import type { MachineProvenance } from '../../main/store/record-event.ts';

export const machine: MachineProvenance = {
  application: '0.1.0',
  node: '24.0.0',
  platform: 'linux x64',
  processor: 'a processor',
  cores: 2,
  memoryBytes: 4_000_000_000,
};

const study = specificationSchema.parse({
  version: 1,
  name: 'sample',
  data: { source: 'glyphs' },
  model: { architecture: 'mlp-16-8' },
  profile: 'some/profile',
  methods: [{ method: 'plain' }],
  training: { epochs: 1, optimizer: { kind: 'sgd', learningRate: 0.1 } },
});

export const configuration: RunConfiguration = {
  kind: 'train',
  study: {
    version: 1,
    data: study.data,
    model: study.model,
    sensitivity: study.sensitivity,
    training: study.training,
    evaluation: study.evaluation,
    engine: study.engine,
  },
  seed: 1,
  profile: {
    label: 'five per cent',
    profile: {
      warnings: [],
      weights: { noise: 'gaussian', mode: 'multiplicative', sigma: 0.05, reference: 'absolute' },
      except: [],
    },
  },
  method: { method: 'noise-injection' },
};
