import { convolutionOutputShape } from '../../main/lab/ops/geometry.ts';
import type { ConvolutionGeometry } from '../../main/lab/ops/geometry.ts';
import type { Shape } from '../../main/lab/ops/ops.ts';
import { offsetOf, sizeOf, tabulate, valueAt } from './reference-tensor.ts';
import type { ReferenceTensor } from './reference-tensor.ts';

export function matMul(
  a: ReferenceTensor,
  b: ReferenceTensor,
  options: { readonly transposeA?: boolean; readonly transposeB?: boolean } = {},
): ReferenceTensor {
  const [rows, inner] = options.transposeA ? [a.shape[1], a.shape[0]] : a.shape;
  const [innerOfB, columns] = options.transposeB ? [b.shape[1], b.shape[0]] : b.shape;
  if (a.shape.length !== 2 || b.shape.length !== 2 || inner !== innerOfB) {
    throw new RangeError(`[${a.shape.join(', ')}] and [${b.shape.join(', ')}] cannot be multiplied`);
  }
  return tabulate([rows, columns], ([row, column]) => {
    let sum = 0;
    for (let index = 0; index < inner; index++) {
      const left = valueAt(a, options.transposeA ? [index, row] : [row, index]);
      const right = valueAt(b, options.transposeB ? [column, index] : [index, column]);
      sum += left * right;
    }
    return sum;
  });
}

/** Calls `visit` for every product a convolution sums: y[output] += x[input] * filter[weight], as row-major offsets. */
function forEachProduct(
  inputShape: Shape,
  filterShape: Shape,
  geometry: ConvolutionGeometry,
  visit: (output: number, input: number, weight: number) => void,
): void {
  const outputShape = convolutionOutputShape(inputShape, filterShape, geometry);
  const [batch, outputHeight, outputWidth, outputChannels] = outputShape;
  const [, height, width, inputChannels] = inputShape;
  const [filterHeight, filterWidth, groupChannels] = filterShape;
  if (groupChannels * geometry.groups !== inputChannels || outputChannels % geometry.groups !== 0) {
    throw new RangeError(`${geometry.groups} groups do not fit [${inputShape.join()}] with [${filterShape.join()}]`);
  }
  const outputsPerGroup = outputChannels / geometry.groups;
  const [strideY, strideX] = geometry.strides;
  const [dilationY, dilationX] = geometry.dilations;
  const [top, , left] = geometry.padding;
  for (let n = 0; n < batch; n++) {
    for (let oy = 0; oy < outputHeight; oy++) {
      for (let ox = 0; ox < outputWidth; ox++) {
        for (let ky = 0; ky < filterHeight; ky++) {
          const y = oy * strideY - top + ky * dilationY;
          if (y < 0 || y >= height) continue;
          for (let kx = 0; kx < filterWidth; kx++) {
            const x = ox * strideX - left + kx * dilationX;
            if (x < 0 || x >= width) continue;
            const firstOutput = offsetOf(outputShape, [n, oy, ox, 0]);
            const firstInput = offsetOf(inputShape, [n, y, x, 0]);
            const firstWeight = offsetOf(filterShape, [ky, kx, 0, 0]);
            for (let o = 0; o < outputChannels; o++) {
              const firstChannel = Math.floor(o / outputsPerGroup) * groupChannels;
              for (let c = 0; c < groupChannels; c++) {
                visit(firstOutput + o, firstInput + firstChannel + c, firstWeight + c * outputChannels + o);
              }
            }
          }
        }
      }
    }
  }
}

export function conv2d(x: ReferenceTensor, filter: ReferenceTensor, geometry: ConvolutionGeometry): ReferenceTensor {
  const shape = convolutionOutputShape(x.shape, filter.shape, geometry);
  const values = new Float64Array(sizeOf(shape));
  forEachProduct(x.shape, filter.shape, geometry, (output, input, weight) => {
    values[output] += x.values[input] * filter.values[weight];
  });
  return { shape, values };
}

export function conv2dInputGradient(
  dy: ReferenceTensor,
  filter: ReferenceTensor,
  inputShape: Shape,
  geometry: ConvolutionGeometry,
): ReferenceTensor {
  const values = new Float64Array(sizeOf(inputShape));
  forEachProduct(inputShape, filter.shape, geometry, (output, input, weight) => {
    values[input] += dy.values[output] * filter.values[weight];
  });
  return { shape: inputShape, values };
}

export function conv2dFilterGradient(
  x: ReferenceTensor,
  dy: ReferenceTensor,
  filterShape: Shape,
  geometry: ConvolutionGeometry,
): ReferenceTensor {
  const values = new Float64Array(sizeOf(filterShape));
  forEachProduct(x.shape, filterShape, geometry, (output, input, weight) => {
    values[weight] += dy.values[output] * x.values[input];
  });
  return { shape: filterShape, values };
}
