import type { StepId } from '../draft/steps.ts';
import { startsTrained } from '../draft/study-inputs.ts';
import type { Written } from '../draft/written.ts';
import { firstMethod } from './first-method.ts';
import type { MemoryProfiles } from './memory-profiles.ts';
import { methodKinds, type MethodKind, type MethodName } from './method-kinds.ts';
import { methodEntries } from './method-list.ts';

/** A method that can be added, or what is to be done first. */
export interface MethodOffer {
  readonly kind: MethodKind;
  /** What would be added; undefined where something stands against it */
  readonly method?: unknown;
  /** What is missing, and the step where it is chosen */
  readonly obstacle?: { readonly text: string; readonly step: StepId };
  /** The one that is there already and cannot be there twice */
  readonly present?: number;
  /** What is to be known although nothing stands against it */
  readonly note?: string;
}

/** Every method, with what it needs said before it is added. */
export function methodOffers(written: Written, memories: MemoryProfiles): readonly MethodOffer[] {
  return methodKinds.map((kind): MethodOffer => {
    const obstacle = obstacleOf(kind.method, written, memories);
    if (obstacle !== undefined) return { kind, obstacle };
    const method = firstMethod(kind.method, written, memories.having.length > 0 && memories.lacking.length === 0);
    if (method === undefined) {
      const there = methodEntries(written).find((entry) => entry.kind === kind);
      return { kind, ...(there === undefined ? {} : { present: there.index }) };
    }
    const isAlone = kind.method === 'reliable' && memories.having.length === 0;
    return { kind, method, ...(isAlone ? { note: 'Without a memory there are no faults to leave out.' } : {}) };
  });
}

function obstacleOf(
  method: MethodName,
  written: Written,
  { having, lacking }: MemoryProfiles,
): MethodOffer['obstacle'] {
  switch (method) {
    case 'lanmax':
    case 'uniform-bsc': {
      const [first] = lacking;
      if (first !== undefined) return { text: `Needs a memory, and the profile ${first} has none.`, step: 'hardware' };
      if (having.length === 0) return { text: 'Needs a hardware profile with a memory.', step: 'hardware' };
      return undefined;
    }
    case 'plain':
    case 'noise-injection':
    case 'saft': {
      return startsTrained(written)
        ? undefined
        : { text: 'Needs trained weights: from a file, or clean pretraining.', step: 'network' };
    }
    case 'reliable':
      return undefined;
  }
}
