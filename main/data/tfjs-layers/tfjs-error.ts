import { LabError } from '../../contract/errors.ts';

/** @param cause ends the sentence that begins with the file */
export function invalidTfjs(path: string, cause: string, options?: ErrorOptions): LabError {
  return new LabError(
    'invalid-weights-file',
    `${path} ${cause}.`,
    'Save the model again with tf.LayersModel.save, or tensorflowjs_converter --output_format tfjs_layers_model.',
    options,
  );
}

/** @param cause a sentence without its full stop that names the layer */
export function unsupportedLayer(path: string, cause: string): LabError {
  return new LabError(
    'invalid-weights-file',
    `${path}: ${cause}.`,
    'Replace the layer by one of docs/networks.md, or export the network as ONNX.',
  );
}
