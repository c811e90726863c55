import { decodeMessage } from '../../../main/data/onnx/decode-message.ts';
import { encodeMessage } from '../../../main/data/onnx/encode-message.ts';
import { modelSchema } from '../../../main/data/onnx/onnx-messages.ts';
import { operations } from '../../../main/data/onnx/operations.ts';
import { randomStream } from '../../../main/lab/random/stream.ts';

type Draw = (below: number) => number;

export function drawsOf(seed: number): Draw {
  const stream = randomStream(seed, 'onnx-damage', 0);
  return (below) => Math.floor(stream.nextUniform() * below);
}

/** Cut off, overwritten, or with a stretch moved: what disks and downloads do. */
export function damagedBytes(file: Uint8Array, draw: Draw): Uint8Array {
  const kind = draw(4);
  if (kind === 0) return file.slice(0, draw(file.length));
  const bytes = file.slice();
  if (kind === 1) for (let times = draw(8); times >= 0; times--) bytes[draw(bytes.length)] = draw(256);
  if (kind === 2) for (let times = draw(8); times >= 0; times--) bytes[draw(bytes.length)]! ^= 1 << draw(8);
  if (kind === 3) bytes.copyWithin(draw(bytes.length), draw(bytes.length), draw(bytes.length));
  return bytes;
}

const strangeNumbers = [
  0,
  1,
  -1,
  2,
  3,
  7,
  255,
  65_536,
  2 ** 24,
  2 ** 31,
  -(2 ** 31),
  2 ** 40,
  2 ** 53,
  -(2 ** 62),
  1e9,
];
const strangeTexts = ['', '__proto__', 'constructor', 'input', '/', '../../x', 'x'.repeat(5000), ...operations.keys()];

/** A well-formed file that says something else: one to four places of the messages changed. */
export function damagedModel(file: Uint8Array, draw: Draw): Uint8Array {
  const model = decodeMessage<object>(modelSchema, file);
  for (let times = draw(4); times >= 0; times--) changeSomewhere(model as Record<string, unknown>, draw);
  return encodeMessage(modelSchema, model);
}

/** Walks down at random until there is something to change. */
function changeSomewhere(container: Record<string, unknown>, draw: Draw): void {
  const keys = Object.keys(container);
  const key = keys[draw(keys.length)];
  if (key === undefined) return;
  const value = container[key];
  const isMessage = typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
  if (isMessage && draw(12) > 0) changeSomewhere(value as Record<string, unknown>, draw);
  else change(container, key, value, draw);
}

function change(container: Record<string, unknown>, key: string, value: unknown, draw: Draw): void {
  if (Array.isArray(container)) {
    const list = container as unknown[];
    const kind = draw(3);
    if (kind === 0) list.splice(Number(key), 1);
    else if (kind === 1) list.push(value);
    else [list[Number(key)], list[0]] = [list[0], value];
    if (kind < 2) return;
  }
  if (typeof value === 'number')
    container[key] = draw(2) === 0 ? strangeNumbers[draw(strangeNumbers.length)] : value + 1;
  else if (typeof value === 'string') container[key] = strangeTexts[draw(strangeTexts.length)];
  else if (value instanceof Uint8Array) container[key] = value.slice(0, draw(value.length + 1));
  else if (!Array.isArray(container)) container[key] = undefined;
}
