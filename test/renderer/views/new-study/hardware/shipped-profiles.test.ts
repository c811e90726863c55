import { describe, expect, test } from 'vitest';
import { profileSchema } from '../../../../../main/contract/profile.ts';
import { shippedProfiles } from '../../../../../main/runs/profiles/shipped-profiles.ts';
import { asOwnValues, foundProfiles } from '../../../../../renderer/views/new-study/hardware/shipped-profiles.ts';

const shipped = [...shippedProfiles()].map(([name, profile]) => {
  const family = name.split('/')[0]!;
  return { name, family, familyTitle: family, profile };
});

describe.each(shipped)('$name', (entry) => {
  test('becomes own values that do the same', () => {
    const own = profileSchema.parse(asOwnValues(entry));
    const { quantization, memory, weights, except } = entry.profile;
    expect(own).toMatchObject({ weights, except });
    expect(own.quantization).toEqual(quantization);
    expect(own.memory).toEqual(memory);
    expect(own.citation).toBeUndefined();
  });
});

test('defaults are not written out', () => {
  const entry = shipped.find(({ name }) => name === 'bsc/0.01')!;
  expect(asOwnValues(entry)).toEqual({
    description: 'Values of bsc/0.01 to begin with',
    quantization: { scheme: 'binary' },
    memory: { rate: 0.01 },
  });
});

test('every word that is looked for has to be there, in whatever part', () => {
  const names = foundProfiles(shipped, 'SAFT gaussian resnet18').flatMap(({ profiles }) =>
    profiles.map(({ name }) => name),
  );
  expect(names).toEqual(['saft-resnet18/multiplicative-gaussian', 'saft-resnet18/additive-gaussian']);
  expect(foundProfiles(shipped, 'no such hardware')).toEqual([]);
});

test('without words all are listed, each family once', () => {
  const groups = foundProfiles(shipped, ' ');
  expect(groups.flatMap(({ profiles }) => profiles).length).toBe(shipped.length);
  expect(new Set(groups.map(({ family }) => family)).size).toBe(groups.length);
});
