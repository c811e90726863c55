import { z } from 'zod';

/** A result whose shape is an interface of the contract: an object, trusted further on. */
export function resultOf<Result extends object>(): z.ZodType<Result, Result> {
  return z.custom<Result>((value) => typeof value === 'object' && value !== null, 'an object is expected');
}
