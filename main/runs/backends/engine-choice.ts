import { LabError } from '../../contract/errors.ts';
import type { EngineChoice } from '../../contract/specification.ts';
import { findNativeAddon } from './tensorflow-native.ts';

/**
 * Can this machine do what a specification asks for? Cheap: nothing is loaded, so a native engine that is there and broken
 * is found only when it is opened.
 *
 * @throws LabError 'engine-unavailable'; 'invalid-specification' for bfloat16 anywhere but on the graph engine
 */
export function checkEngineChoice({ name, precision }: EngineChoice): void {
  const reduced = precision !== 'float32';
  if (reduced && name !== 'graph' && name !== 'auto') {
    throw new LabError(
      'invalid-specification',
      `The ${name} engine computes in float32 only, not in ${precision}.`,
      'Use `engine: { name: graph, precision: bfloat16 }`, or float32.',
    );
  }
  const needsNative = name === 'graph' || name === 'tensorflow' || (name === 'auto' && reduced);
  if (needsNative && findNativeAddon() === undefined) {
    throw new LabError(
      'engine-unavailable',
      reduced
        ? `${precision} needs the graph engine, and the native engine is not set up on this machine.`
        : `The ${name} engine needs the native engine, which is not set up on this machine.`,
      reduced
        ? 'Run `npm run setup:native`, or use `precision: float32`.'
        : 'Run `npm run setup:native`, or use `--engine wasm`, which is always there.',
    );
  }
}
