import type { CallContext } from '../../contract/rpc/server.ts';
import { withTimeLeft } from '../../runs/progress/with-time-left.ts';

/** A call's signal and progress for what works with archives, with the time that is left. */
export function timedProgress({ signal, progress }: CallContext): {
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number, detail: string) => void;
} {
  return { signal, onProgress: withTimeLeft(progress) };
}
