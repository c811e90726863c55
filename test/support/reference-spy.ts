import type { Ops } from '../../main/lab/ops/ops.ts';
import { referenceOps } from './reference-ops.ts';
import type { ReferenceTensor } from './reference-tensor.ts';

export interface SpiedOps {
  readonly ops: Ops<ReferenceTensor>;
  /** How often an operation was called so far */
  count(operation: keyof Ops<ReferenceTensor>): number;
  /** Arguments of each call so far */
  calls(operation: keyof Ops<ReferenceTensor>): readonly (readonly unknown[])[];
}

/** The reference operations, recording every call. */
export function spyOps(): SpiedOps {
  const recorded = new Map<PropertyKey, (readonly unknown[])[]>();
  const calls = (operation: PropertyKey) => recorded.get(operation) ?? [];
  const ops = new Proxy(referenceOps, {
    get(target, operation) {
      const member: unknown = Reflect.get(target, operation);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => {
        recorded.set(operation, [...calls(operation), args]);
        return Reflect.apply(member, target, args);
      };
    },
  });
  return { ops, calls, count: (operation) => calls(operation).length };
}
