import type { Ops, Shape } from '../../ops/ops.ts';

/** The shape that shapes broadcast to (NumPy's rule), or undefined when they do not. */
export function broadcastShape(shapes: readonly Shape[]): Shape | undefined {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  const result = Array.from({ length: rank }, (_, axis) => {
    const lengths = shapes.map((shape) => shape[axis - rank + shape.length] ?? 1).filter((length) => length !== 1);
    return lengths.every((length) => length === lengths[0]) ? (lengths[0] ?? 1) : undefined;
  });
  return result.every((length) => length !== undefined) ? result : undefined;
}

/** The gradient with respect to a value that was broadcast: summed over the axes along which it was repeated. */
export function sumToShape<T>(ops: Ops<T>, gradient: T, shape: Shape): T {
  const repeated = ops.shapeOf(gradient);
  const missing = repeated.length - shape.length;
  const axes = repeated.flatMap((length, axis) =>
    length !== (axis < missing ? 1 : shape[axis - missing]) ? [axis] : [],
  );
  const summed = axes.length === 0 ? gradient : ops.narrow(ops.sum(gradient, axes, true));
  return missing === 0 ? summed : ops.reshape(summed, shape);
}
