import { describe, expect, test } from 'vitest';
import type { ShippedProfile } from '../../../../../main/contract/workbench/catalogue.ts';
import { profileSchema } from '../../../../../main/contract/profile.ts';
import type { Written } from '../../../../../renderer/views/new-study/draft/written.ts';
import { memoryProfiles } from '../../../../../renderer/views/new-study/methods/memory-profiles.ts';
import type { MethodName } from '../../../../../renderer/views/new-study/methods/method-kinds.ts';
import { methodOffers, type MethodOffer } from '../../../../../renderer/views/new-study/methods/method-offers.ts';

const noise = { weights: { noise: 'gaussian', mode: 'multiplicative', sigma: 0.1 } };
const memory = { quantization: { scheme: 'binary' }, memory: { rate: 0.01 } };
const model = { architecture: 'lenet5', weights: 'w.safetensors' };
const shipped = [memory, noise].map((profile, index): ShippedProfile => {
  const name = ['bsc/rate-0.01', 'gaussian/sigma-0.1'][index]!;
  return { name, family: 'f', familyTitle: 'F', profile: profileSchema.parse(profile) };
});

function offers(written: Written): ReadonlyMap<MethodName, MethodOffer> {
  const all = methodOffers(written, memoryProfiles(written, shipped));
  return new Map(all.map((offer) => [offer.kind.method, offer]));
}

describe('which profiles have a memory', () => {
  test('is known of own values and of shipped ones', () => {
    expect(memoryProfiles({ profiles: { a: memory, b: noise } }, shipped)).toEqual({ having: ['a'], lacking: ['b'] });
    expect(memoryProfiles({ profile: 'bsc/rate-0.01' }, shipped).lacking).toEqual([]);
    expect(memoryProfiles({ profile: 'gaussian/sigma-0.1' }, shipped).having).toEqual([]);
    expect(memoryProfiles({}, shipped)).toEqual({ having: [], lacking: [] });
  });

  test('is not held against one that is not known', () => {
    expect(memoryProfiles({ profile: 'no/such' }, shipped).lacking).toEqual([]);
    expect(memoryProfiles({ profile: 'gaussian/sigma-0.1' }, []).lacking).toEqual([]);
  });
});

describe('what is offered', () => {
  test('says that a memory is needed, by the profile that has none, and where one is chosen', () => {
    const offered = offers({ model, profiles: { quiet: memory, noisy: noise }, methods: [] });
    for (const name of ['lanmax', 'uniform-bsc'] as const) {
      expect(offered.get(name)).toMatchObject({ obstacle: { step: 'hardware' } });
      expect(offered.get(name)?.obstacle?.text).toContain('the profile noisy has none');
      expect(offered.get(name)).not.toHaveProperty('method');
    }
    expect(offered.get('saft')).toMatchObject({ method: { method: 'saft', layers: { by: 'std', k: 'auto' } } });
    expect(offers({ model, methods: [] }).get('lanmax')?.obstacle?.text).toBe(
      'Needs a hardware profile with a memory.',
    );
  });

  test('says that trained weights are needed, but not by methods that begin with initial ones', () => {
    const offered = offers({ model: { architecture: 'lenet5' }, profile: memory, methods: [] });
    for (const name of ['plain', 'noise-injection', 'saft'] as const) {
      expect(offered.get(name)?.obstacle?.step).toBe('network');
    }
    expect(offered.get('lanmax')?.method).toEqual({ method: 'lanmax', tradeoff: 1 });
    expect(offered.get('reliable')?.method).toEqual({ method: 'reliable' });
  });

  test('leads to a method that cannot be there twice', () => {
    const written = { model, profile: noise, methods: [{ method: 'saft', layers: { k: 1 } }, { method: 'plain' }] };
    expect(offers(written).get('plain')).toMatchObject({ present: 1 });
    expect(offers(written).get('plain')).not.toHaveProperty('method');
  });

  test('is no method whose name is taken', () => {
    const methods = [
      { method: 'noise-injection' },
      { method: 'saft', layers: { by: 'std', k: 'auto' } },
      { method: 'reliable' },
      { method: 'uniform-bsc', trainRate: 0.01 },
      { method: 'lanmax', tradeoff: 1 },
      // Another one that only looks like the next
      { method: 'plain', label: 'LaNMax λ=2' },
    ];
    const offered = offers({ model, profile: memory, methods });
    expect(offered.get('noise-injection')?.method).toEqual({ method: 'noise-injection', rate: 0.01 });
    expect(offered.get('saft')?.method).toEqual({ method: 'saft', layers: { by: 'std', k: 1 } });
    expect(offered.get('reliable')?.method).toEqual({ method: 'reliable', storage: 'float16' });
    expect(offered.get('uniform-bsc')?.method).toEqual({ method: 'uniform-bsc', trainRate: 0.03 });
    expect(offered.get('lanmax')?.method).toEqual({ method: 'lanmax', tradeoff: 0.5 });
  });

  test('has no rate of its own where a profile has no memory', () => {
    const written = { model, profile: noise, methods: [{ method: 'noise-injection' }] };
    expect(offers(written).get('noise-injection')).toMatchObject({ present: 0 });
    expect(offers(written).get('reliable')?.note).toMatch(/no faults/);
    expect(offers({ ...written, profile: memory }).get('reliable')).not.toHaveProperty('note');
  });

  test('chooses layers by the first metric that is measured', () => {
    const written = { model, profile: noise, sensitivity: { metrics: ['kl', 'std'] }, methods: [] };
    expect(offers(written).get('saft')?.method).toEqual({ method: 'saft', layers: { by: 'kl', k: 'auto' } });
  });
});
