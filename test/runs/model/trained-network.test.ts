import { expect, test } from 'vitest';
import type { LabError } from '../../../main/contract/errors.ts';
import { trainedNetwork } from '../../../main/runs/model/trained-network.ts';
import { smallStudy } from '../job/bench.ts';
import { storeStudy } from '../laboratory/stored-study.ts';

test('a run without trained weights is to be begun, or continued, by the command that does it', () => {
  const study = storeStudy(smallStudy());
  const id = study.ids[study.configurations.findIndex(({ kind }) => kind === 'train')]!;
  const step = (): string => {
    try {
      trainedNetwork(study.store, id);
    } catch (error) {
      return (error as LabError).nextStep;
    }
    return 'There are weights.';
  };
  expect(step()).toBe(`Wait for it, or begin it: \`npm run -s lab -- runs resume ${id}\`.`);
  study.finish(id, [], { type: 'stopped' });
  expect(step()).toBe(`Continue it: \`npm run -s lab -- runs resume ${id}\`.`);
});
