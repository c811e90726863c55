import { LabError } from '../../contract/errors.ts';

const fetchAgain = 'Export the network to ONNX again, or fetch the file again.';

/**
 * The error for a file that breaks a rule of the format, or one of the limits here.
 * @param cause goes on after "The ONNX file", for example "ends within a message"
 */
export function invalidOnnx(cause: string, nextStep = fetchAgain, options?: ErrorOptions): LabError {
  return new LabError('invalid-weights-file', `The ONNX file ${cause}.`, nextStep, options);
}

/** A name of the file as a sentence shows it: quoted, cut where it is very long, without control characters. */
export function quoted(name: string): string {
  const shown = name.replace(/\p{C}/gu, '?');
  return `"${shown.length > 120 ? `${shown.slice(0, 117)}...` : shown}"`;
}

/** Numbers of the file in brackets, the first few of many. */
export function listed(values: Iterable<number | string>): string {
  const [...all] = values;
  return `[${all.slice(0, 8).join(', ')}${all.length > 8 ? ', ...' : ''}]`;
}
