import type { z } from 'zod';

/** The same, with everything in it written as the compiler compares it: read-only, intersections merged. */
type Plain<Type> = Type extends object ? { readonly [Name in keyof Type]: Plain<Type[Name]> } : Type;

/** Exactly alike: neither has a field, an optional one included, that the other has not. */
type Same<First, Second> =
  (<Type>() => Type extends Plain<First> ? 1 : 2) extends <Type>() => Type extends Plain<Second> ? 1 : 2 ? true : false;

/** What has to be given as a schema for {@link Result}: it, or where it differs nothing that there is. */
type Mirror<Schema extends z.ZodType, Result> = Same<z.output<Schema>, Result> extends true ? Schema : never;

/**
 * Gives a schema the type of the interface of the contract that it checks. It compiles only where the two are exactly alike.
 */
export function mirrors<Result>() {
  return <Schema extends z.ZodType>(schema: Mirror<Schema, Result>): z.ZodType<Result, Result> =>
    schema as unknown as z.ZodType<Result, Result>;
}
