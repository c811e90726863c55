import type { MethodSpecification } from '../../contract/specification.ts';

type MemoryMethod = Extract<MethodSpecification, { method: 'reliable' | 'uniform-bsc' | 'lanmax' }>;

const names: readonly unknown[] = ['reliable', 'uniform-bsc', 'lanmax'] satisfies readonly MemoryMethod['method'][];

/** Is it a method that compares memories? Those train from initial weights where there are no others. */
export function isMemoryMethodName(name: unknown): name is MemoryMethod['method'] {
  return names.includes(name);
}
