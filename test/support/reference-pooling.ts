import { poolingOutputShape } from '../../main/lab/ops/geometry.ts';
import type { PoolingGeometry } from '../../main/lab/ops/geometry.ts';
import type { Shape } from '../../main/lab/ops/ops.ts';
import { forEachCoordinates, offsetOf, sizeOf, tabulate } from './reference-tensor.ts';
import type { ReferenceTensor } from './reference-tensor.ts';

/** Offsets of the input values (padding left out) in the window of one output, rows first. */
function windowOffsets(inputShape: Shape, geometry: PoolingGeometry, coordinates: readonly number[]): number[] {
  const [n, oy, ox, c] = coordinates;
  const offsets: number[] = [];
  for (let ky = 0; ky < geometry.window[0]; ky++) {
    for (let kx = 0; kx < geometry.window[1]; kx++) {
      const y = oy * geometry.strides[0] - geometry.padding[0] + ky;
      const x = ox * geometry.strides[1] - geometry.padding[2] + kx;
      if (y < 0 || y >= inputShape[1] || x < 0 || x >= inputShape[2]) continue;
      offsets.push(offsetOf(inputShape, [n, y, x, c]));
    }
  }
  return offsets;
}

export function maxPool(x: ReferenceTensor, geometry: PoolingGeometry): ReferenceTensor {
  return tabulate(poolingOutputShape(x.shape, geometry), (coordinates) =>
    Math.max(...windowOffsets(x.shape, geometry, coordinates).map((offset) => x.values[offset])),
  );
}

/** Each gradient goes to the first of the largest values of its window, rows first. */
export function maxPoolGradient(
  dy: ReferenceTensor,
  x: ReferenceTensor,
  y: ReferenceTensor,
  geometry: PoolingGeometry,
): ReferenceTensor {
  const values = new Float64Array(sizeOf(x.shape));
  forEachCoordinates(dy.shape, (coordinates, output) => {
    const winner = windowOffsets(x.shape, geometry, coordinates).find(
      (offset) => x.values[offset] === y.values[output],
    );
    if (winner !== undefined) values[winner] += dy.values[output];
  });
  return { shape: x.shape, values };
}

export function averagePool(x: ReferenceTensor, geometry: PoolingGeometry): ReferenceTensor {
  const area = geometry.window[0] * geometry.window[1];
  return tabulate(poolingOutputShape(x.shape, geometry), (coordinates) =>
    windowOffsets(x.shape, geometry, coordinates).reduce((sum, offset) => sum + x.values[offset] / area, 0),
  );
}

export function averagePoolGradient(
  dy: ReferenceTensor,
  inputShape: Shape,
  geometry: PoolingGeometry,
): ReferenceTensor {
  const area = geometry.window[0] * geometry.window[1];
  const values = new Float64Array(sizeOf(inputShape));
  forEachCoordinates(dy.shape, (coordinates, output) => {
    for (const offset of windowOffsets(inputShape, geometry, coordinates)) {
      values[offset] += dy.values[output] / area;
    }
  });
  return { shape: inputShape, values };
}
