import { methodLabel } from '../../../../main/contract/method-label.ts';
import { methodSchema } from '../../../../main/contract/specification.ts';
import { isMapping, withValue, type Written } from '../draft/written.ts';
import { kindOf, type MethodKind } from './method-kinds.ts';

/** A method of a draft, readable or not. */
export interface MethodEntry {
  readonly index: number;
  /** Undefined for a name that no method has */
  readonly kind: MethodKind | undefined;
  /** As tables call it; as far as that is known while something of it is missing */
  readonly label: string;
  /** What tables call it where no label is written; undefined while something is missing */
  readonly ownName: string | undefined;
  readonly written: unknown;
}

function writtenMethods(written: Written): readonly unknown[] {
  return Array.isArray(written.methods) ? (written.methods as unknown[]) : [];
}

/** What tables call a method without a label of its own; undefined while it cannot be read. */
export function ownNameOf(method: unknown): string | undefined {
  if (!isMapping(method)) return undefined;
  const { label: _, ...rest } = method;
  const { data } = methodSchema.safeParse(rest);
  return data === undefined ? undefined : methodLabel(data);
}

export function methodEntries(written: Written): readonly MethodEntry[] {
  return writtenMethods(written).map((method, index): MethodEntry => {
    const { method: name, label } = isMapping(method) ? method : {};
    const kind = kindOf(name);
    const ownName = ownNameOf(method);
    const given = typeof label === 'string' && label !== '' ? label : undefined;
    return { index, kind, ownName, label: given ?? ownName ?? kind?.title ?? `method ${index + 1}`, written: method };
  });
}

/** With methods put in at a place, in front of what stands there; at the end by default. */
export function withMethods(written: Written, methods: readonly unknown[], place?: number): Written {
  const before = writtenMethods(written);
  return withValue(written, ['methods'], before.toSpliced(place ?? before.length, 0, ...methods));
}

/** With other methods in the place of one. */
export function withMethodReplaced(written: Written, index: number, methods: readonly unknown[]): Written {
  return withValue(written, ['methods'], writtenMethods(written).toSpliced(index, 1, ...methods));
}

export function withoutMethod(written: Written, index: number): Written {
  return withMethodReplaced(written, index, []);
}

/** With a method moved to another place; unchanged where there is no such place. */
export function withMethodMoved(written: Written, from: number, to: number): Written {
  const methods = writtenMethods(written);
  if (to < 0 || to >= methods.length || from === to) return written;
  return withValue(written, ['methods'], methods.toSpliced(from, 1).toSpliced(to, 0, methods[from]));
}

/** A copy to change: without the label, which is another's. */
export function copiedMethod(method: unknown): unknown {
  if (!isMapping(method)) return method;
  const { label: _, ...rest } = method;
  return rest;
}
