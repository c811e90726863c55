import type { EngineProvenance } from '../../contract/run.ts';

const titles: Readonly<Record<string, string>> = {
  tensorflow: 'TensorFlow',
  tfjs: 'TensorFlow.js',
  'tfjs-wasm': 'TensorFlow.js wasm',
  'tfjs-cpu': 'TensorFlow.js cpu',
};

/** For example `graph float32 · TensorFlow 2.21.0`. */
export function engineText({ engine, precision, versions }: Omit<EngineProvenance, 'checksums'>): string {
  const parts = Object.entries(versions).map(([name, version]) => `${titles[name] ?? name} ${version}`);
  return [`${engine} ${precision}`, ...parts].join(' · ');
}
