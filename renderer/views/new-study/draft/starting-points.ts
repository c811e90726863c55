import { firstPretraining } from '../network/weights-source.ts';
import type { Written } from './written.ts';

/** What a study begins with when nothing is chosen: what has no default and is no choice of the study's subject. */
export function emptyStudy(): Written {
  return {
    version: 1,
    name: 'Untitled study',
    data: { source: 'glyphs' },
    model: { pretraining: firstPretraining },
    methods: [{ method: 'noise-injection' }],
    training: { epochs: 5, optimizer: { kind: 'adam', learningRate: 0.001 } },
    seeds: [1, 2, 3],
  };
}

/** `Quickstart` as a copy: `Quickstart (copy)`, `Quickstart (copy 2)`, ... */
export function copyName(name: string): string {
  const match = /^(.*) \(copy(?: (\d+))?\)$/.exec(name);
  return match === null ? `${name} (copy)` : `${match[1]} (copy ${Number(match[2] ?? 1) + 1})`;
}
