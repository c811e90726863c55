import { z } from 'zod';

/**
 * Any number: unlike zod's own, also one that is not finite, because an interval may be unbounded and a standard error of a
 * single draw is not a number.
 */
export const measurement = z.custom<number>((value) => typeof value === 'number', 'a number is expected');
