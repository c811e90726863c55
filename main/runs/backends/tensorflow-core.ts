import type * as Core from '@tensorflow/tfjs-core';
import { createRequire } from 'node:module';

/** The tfjs-core module: its engine, ops, tensors and environment. */
export type TensorFlowCore = typeof Core;

/**
 * `require` from this project's own folder. Everything of tfjs goes through it: the packages carry CommonJS and ES module
 * builds side by side, and a bundler or test runner that picks the other build would give a thread two engines.
 */
export const requirePackage = createRequire(import.meta.url);

/**
 * The one tfjs-core instance of this thread, shared by the `tensorflow`, `wasm` and `cpu` backends. Registers no backend.
 */
export function loadCore(): TensorFlowCore {
  const core = requirePackage('@tensorflow/tfjs-core') as TensorFlowCore;
  // Without it the cpu backend prints an advertisement for tfjs-node on first use.
  core.env().set('PROD', true);
  return core;
}
