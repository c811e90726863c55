import type { MethodSpecification } from '../../../../main/contract/specification.ts';

export type MethodName = MethodSpecification['method'];

export interface MethodKind {
  readonly method: MethodName;
  readonly title: string;
  /** What it does, and what for */
  readonly does: string;
}

/** The methods a study can have, in the order they are offered. */
export const methodKinds: readonly MethodKind[] = [
  {
    method: 'noise-injection',
    title: 'Noise injection',
    does: 'Trains every layer, with fresh noise on the weights in each step. What SAFT is compared with.',
  },
  {
    method: 'saft',
    title: 'SAFT',
    does: 'Noise injection for the most sensitive layers; the others stay as they are.',
  },
  {
    method: 'lanmax',
    title: 'LaNMax',
    does: 'Trains under a fault rate for each layer, and finds the rates while it trains.',
  },
  {
    method: 'uniform-bsc',
    title: 'Uniform rate',
    does: 'Trains under one fault rate for all layers. What LaNMax is compared with.',
  },
  {
    method: 'reliable',
    title: 'Reliable memory',
    does: 'Trains and is used without faults: the accuracy and the energy the others are seen beside.',
  },
  {
    method: 'plain',
    title: 'Plain training',
    does: 'Trains every layer without noise, and is used under it.',
  },
];

export function kindOf(name: unknown): MethodKind | undefined {
  return methodKinds.find(({ method }) => method === name);
}
