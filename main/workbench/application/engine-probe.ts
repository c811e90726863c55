import { probeBackend } from '../../runs/backends/probe.ts';

export interface FoundEngine {
  readonly name: string;
  /** For example `TensorFlow 2.21.0` */
  readonly detail: string;
}

/**
 * What a study with `engine: auto` is going to run on: tried once, in processes of their own, by the first who asks.
 *
 * @param closing nobody asks any more
 * @returns undefined until it is known
 */
export function createEngineProbe(closing: AbortSignal): () => FoundEngine | undefined {
  let found: FoundEngine | undefined;
  let isAsked = false;
  async function probe(): Promise<void> {
    const native = await probeBackend('tensorflow');
    if (native.available) {
      found = { name: 'graph', detail: `TensorFlow ${native.version ?? ''}`.trim() };
      return;
    }
    if (closing.aborted) return;
    const wasm = await probeBackend('wasm');
    if (wasm.available) found = { name: 'wasm', detail: `TensorFlow.js ${wasm.version ?? ''}`.trim() };
  }
  return () => {
    if (!isAsked && !closing.aborted) {
      isAsked = true;
      void probe();
    }
    return found;
  };
}
