import { vi } from 'vitest';

/** Longer than any machine needs, however busy it is with something else. */
export const patience = { timeout: 200_000, interval: 20 } as const;

/**
 * Looks again and again until nothing is thrown. `vi.waitFor` by itself gives up after a second, which a busy machine may
 * not give to a process at all.
 */
export function eventually<Result>(look: () => Result | Promise<Result>): Promise<Result> {
  return vi.waitFor(look, patience);
}
