import type { CallContext } from '../../contract/rpc/server.ts';

/** From so much of the work on, what is left can be told from what is done */
const enough = 0.1;

/** A call's signal and progress for what works with archives, with the time that is left. */
export function timedProgress({ signal, progress }: CallContext): {
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number, detail: string) => void;
} {
  const start = performance.now();
  return {
    signal,
    onProgress(fraction, detail) {
      const elapsed = (performance.now() - start) / 1000;
      progress({
        fraction,
        detail,
        ...(fraction > enough ? { secondsLeft: (elapsed / fraction) * (1 - fraction) } : {}),
      });
    },
  };
}
