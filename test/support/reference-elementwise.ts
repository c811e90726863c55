import type { Shape } from '../../main/lab/ops/ops.ts';
import { mapValues, tabulate, valueAt } from './reference-tensor.ts';
import type { ReferenceTensor } from './reference-tensor.ts';

/** The shape two shapes broadcast to, as in NumPy. */
function commonShape(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const first = a[axis - rank + a.length] ?? 1;
    const second = b[axis - rank + b.length] ?? 1;
    if (first !== second && first !== 1 && second !== 1) {
      throw new RangeError(`[${a.join(', ')}] and [${b.join(', ')}] do not broadcast`);
    }
    return first === 1 ? second : first;
  });
}

export function broadcastTo(x: ReferenceTensor, shape: Shape): ReferenceTensor {
  if (commonShape(x.shape, shape).join() !== shape.join()) {
    throw new RangeError(`[${x.shape.join(', ')}] does not broadcast to [${shape.join(', ')}]`);
  }
  const missing = shape.length - x.shape.length;
  return tabulate(shape, (coordinates) =>
    valueAt(
      x,
      x.shape.map((length, axis) => (length === 1 ? 0 : coordinates[axis + missing])),
    ),
  );
}

export function binary(
  a: ReferenceTensor,
  b: ReferenceTensor,
  f: (left: number, right: number) => number,
): ReferenceTensor {
  const shape = commonShape(a.shape, b.shape);
  const left = broadcastTo(a, shape).values;
  const right = broadcastTo(b, shape).values;
  return { shape, values: left.map((value, index) => f(value, right[index])) };
}

export function select(condition: ReferenceTensor, a: ReferenceTensor, b: ReferenceTensor): ReferenceTensor {
  const left = broadcastTo(a, condition.shape).values;
  const right = broadcastTo(b, condition.shape).values;
  const values = condition.values.map((value, index) => (value !== 0 ? left[index] : right[index]));
  return { shape: condition.shape, values };
}

/** erf(x) = 2/sqrt(pi) exp(-x^2) sum_n 2^n x^(2n+1) / (2n+1)!! (DLMF 7.6.2): all terms have one sign, nothing cancels. */
export function errorFunctionValue(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

export function roundHalfToEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  if (rest === 0.5) return below % 2 === 0 ? below : below + 1;
  return rest < 0.5 ? below : below + 1;
}

export function unary(f: (value: number) => number): (x: ReferenceTensor) => ReferenceTensor {
  return (x) => mapValues(x, f);
}
