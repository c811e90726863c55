import { dirname, isAbsolute, join } from 'node:path';
import { readExactly, withOpenFile } from '../read-file.ts';
import { decodeElements } from '../tensor-elements.ts';
import type { WeightArray } from '../weights-layout.ts';
import type { WeightEntry, WeightsManifest } from './model-json.ts';
import { invalidTfjs } from './tfjs-error.ts';

/** Of all shards together; what is read here has to fit into memory twice. */
const maximumWeightBytes = 2_000_000_000;

const elementBytes: Readonly<Record<string, number>> = { float32: 4, float16: 2, uint8: 1, uint16: 2 };

/**
 * Where the weights of a model lie, in the order of their bytes.
 *
 * @param path of the `model.json`; shards lie in its folder or below
 * @throws LabError `invalid-weights-file` for a path that leads out of that folder
 */
export function shardPaths(path: string, manifest: WeightsManifest): readonly string[] {
  return manifest.flatMap(({ paths }) => paths).map((written) => shardPath(path, written));
}

function shardPath(path: string, written: string): string {
  const parts = written.split('/');
  const isInside =
    !isAbsolute(written) &&
    !/[\\:\0]/.test(written) &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..');
  if (!isInside) {
    throw invalidTfjs(path, `names the weights file ${JSON.stringify(written)}, which is not one beside it`);
  }
  return join(dirname(path), written);
}

function stored(path: string, { name, dtype, quantization }: WeightEntry): string {
  const type = quantization === undefined ? dtype : quantization.dtype;
  const isReadable =
    dtype === 'float32' && (quantization === undefined ? type === 'float32' : Object.hasOwn(elementBytes, type));
  if (!isReadable) throw invalidTfjs(path, `has the weight "${name}" of type ${type} for ${dtype}, which is not read`);
  return type;
}

/** Stored integers are numbers again: code × scale + min (tfjs's affine quantisation). */
function decode(bytes: Uint8Array<ArrayBuffer>, type: string, { quantization }: WeightEntry): Float32Array {
  if (type === 'float32') return decodeElements(bytes, 'F32') as Float32Array;
  if (type === 'float16') return decodeElements(bytes, 'F16') as Float32Array;
  const { scale = 1, min = 0 } = quantization ?? {};
  const codes = type === 'uint8' ? bytes : new Uint16Array(bytes.buffer);
  return Float32Array.from(codes, (code) => code * scale + min);
}

export interface ShardedWeights {
  /** By the names of the manifest, in Keras's layout */
  readonly weights: ReadonlyMap<string, WeightArray>;
  /** How many of them were stored as integers or 16-bit numbers */
  readonly quantised: number;
}

/**
 * Reads the weights of a model from its shards. Weights of a group follow each other across its shards.
 *
 * @throws LabError `missing-file`; `invalid-weights-file` for a shard that is too short or too long, and weights of a type
 * that is not read
 */
export function readShards(path: string, manifest: WeightsManifest): ShardedWeights {
  const weights = new Map<string, WeightArray>();
  let quantised = 0;
  let total = 0;
  for (const group of manifest) {
    const lengths = group.weights.map((entry) => {
      const type = stored(path, entry);
      const length = entry.shape.reduce((product, size) => product * size, 1);
      total += length * 4;
      if (!(total <= maximumWeightBytes))
        throw invalidTfjs(path, `describes more than ${maximumWeightBytes} bytes of weights`);
      return { entry, type, length };
    });
    const wanted = lengths.reduce((sum, { type, length }) => sum + length * elementBytes[type]!, 0);
    const bytes = readGroup(path, group.paths, wanted);
    let begin = 0;
    for (const { entry, type, length } of lengths) {
      const end = begin + length * elementBytes[type]!;
      if (weights.has(entry.name)) throw invalidTfjs(path, `has the weight "${entry.name}" twice`);
      weights.set(entry.name, { shape: entry.shape, values: decode(bytes.slice(begin, end), type, entry) });
      if (type !== 'float32') quantised++;
      begin = end;
    }
  }
  return { weights, quantised };
}

function readGroup(path: string, paths: readonly string[], wanted: number): Uint8Array<ArrayBuffer> {
  const what = 'weights file of the tfjs model';
  const shards = paths.map((written) => shardPath(path, written));
  const lengths = shards.map((shard) =>
    withOpenFile(shard, what, 'invalid-weights-file', ({ byteLength }) => byteLength),
  );
  const held = lengths.reduce((sum, length) => sum + length, 0);
  if (held !== wanted) throw invalidTfjs(path, `needs ${wanted} bytes of weights, and its files hold ${held}`);
  const bytes = new Uint8Array(wanted);
  let done = 0;
  shards.forEach((shard, index) =>
    withOpenFile(shard, what, 'invalid-weights-file', (file) => {
      bytes.set(readExactly(file, 0, lengths[index]!), done);
      done += lengths[index]!;
    }),
  );
  return bytes;
}
