/**
 * The order of a flattened image here, channels, rows, columns, in terms of Keras's, rows, columns, channels.
 *
 * @returns for each of our places, Keras's; undefined where they are the same
 */
export function flattenedOrder([height, width, channels]: readonly number[]): Int32Array | undefined {
  const pixels = height * width;
  if (pixels === 1 || channels === 1) return undefined;
  const order = new Int32Array(pixels * channels);
  for (let channel = 0; channel < channels; channel++) {
    for (let pixel = 0; pixel < pixels; pixel++) order[channel * pixels + pixel] = pixel * channels + channel;
  }
  return order;
}

/** Rows of a matrix (or single values of a vector) in our order. */
export function reorderedRows(values: Float32Array, order: Int32Array | undefined): Float32Array {
  if (order === undefined) return values;
  const width = values.length / order.length;
  const result = new Float32Array(values.length);
  order.forEach((from, to) => result.set(values.subarray(from * width, (from + 1) * width), to * width));
  return result;
}

export function sameOrder(first: Int32Array | undefined, second: Int32Array | undefined): boolean {
  return (
    first === second || (first?.length === second?.length && first?.every((from, to) => from === second![to]) === true)
  );
}

/** Of vectors one after the other. */
export function joinedOrder(
  vectors: readonly { readonly length: number; readonly order?: Int32Array }[],
): Int32Array | undefined {
  if (vectors.every(({ order }) => order === undefined)) return undefined;
  const joined = new Int32Array(vectors.reduce((sum, { length }) => sum + length, 0));
  let begin = 0;
  for (const { length, order } of vectors) {
    for (let place = 0; place < length; place++) joined[begin + place] = begin + (order?.[place] ?? place);
    begin += length;
  }
  return joined;
}
