import type { CodedWeightsReport } from '../../contract/network-check.ts';
import { type Quantization, quantizationSchema } from '../../contract/profile.ts';
import { invalidWeights } from '../safetensors-header.ts';
import type { SafetensorsContent, Tensor } from '../safetensors.ts';
import { typeOfValues } from '../tensor-elements.ts';

export interface DecodedWeights extends SafetensorsContent {
  /** Only where there are codes */
  readonly codes?: CodedWeightsReport;
}

type Codes = Int8Array | Uint8Array | Int16Array | Uint16Array;

/** The three tensors of a weight, `stem` being its name. */
interface CodedTensor {
  readonly stem: string;
  readonly shape: readonly number[];
  readonly codes: Codes;
  readonly scale: Float32Array;
  readonly zeroPoint?: Codes;
}

const ending = '.codes';

function isCodes(values: Tensor['values']): values is Codes {
  return ['I8', 'U8', 'I16', 'U16'].includes(typeOfValues(values));
}

/**
 * Turns the integer codes of a weights file into the weights they stand for, (codes - zero point) × scale in 32-bit arithmetic: `NAME`
 * in the place of `NAME.codes`, `NAME.scale` and `NAME.zero_point`. A file without codes is returned as it is.
 *
 * @param path only for the sentence of an error
 * @throws LabError `invalid-weights-file` for codes without their scale, of a type that holds none, beyond the bits that the file's
 *   metadata say, or beside the weight they stand for; for scales that are negative, not finite, or not as many as there are output channels
 */
export function decodeCodes(content: SafetensorsContent, path: string): DecodedWeights {
  const { metadata, tensors } = content;
  const names = [...tensors.keys()].filter((name) => name.endsWith(ending));
  if (names.length === 0) return content;
  const quantization = declaredQuantization(metadata);
  const coded = names.map((name) => codedTensor(tensors, name.slice(0, -ending.length), path));
  for (const tensor of coded) requireRange(tensor, quantization, path);
  const decoded = new Map(tensors);
  for (const tensor of coded) {
    for (const part of ['codes', 'scale', 'zero_point']) decoded.delete(`${tensor.stem}.${part}`);
    decoded.set(tensor.stem, { shape: tensor.shape, values: valuesOf(tensor) });
  }
  return { metadata, tensors: decoded, codes: report(coded, quantization) };
}

function codedTensor(tensors: ReadonlyMap<string, Tensor>, stem: string, path: string): CodedTensor {
  const { shape, values: codes } = tensors.get(`${stem}${ending}`)!;
  if (stem === '' || tensors.has(stem)) {
    throw invalidWeights(
      path,
      stem === '' ? 'has codes of a weight without a name' : `has "${stem}" and its codes too`,
    );
  }
  if (!isCodes(codes)) {
    throw invalidWeights(path, `has "${stem}${ending}" of type ${typeOfValues(codes)}, which is none of codes`);
  }
  const scale = tensors.get(`${stem}.scale`);
  if (scale === undefined) throw invalidWeights(path, `has "${stem}${ending}" without "${stem}.scale"`);
  if (!(scale.values instanceof Float32Array)) throw invalidWeights(path, `has whole numbers in "${stem}.scale"`);
  const isCount = scale.values.length === 1 || scale.values.length === shape[0];
  if (!isCount || scale.shape.length > 1) {
    throw invalidWeights(
      path,
      `has "${stem}.scale" of shape [${scale.shape.join(', ')}] for codes of shape [${shape.join(', ')}]: one scale is ` +
        'needed, or one for each output channel',
    );
  }
  const wrong = scale.values.find((value) => !(value >= 0 && value < Infinity));
  if (wrong !== undefined) throw invalidWeights(path, `has the scale ${wrong} in "${stem}.scale"`);
  const zeroPoint = tensors.get(`${stem}.zero_point`)?.values;
  if (zeroPoint === undefined) return { stem, shape, codes, scale: scale.values };
  if (
    !isCodes(zeroPoint) ||
    typeOfValues(zeroPoint) !== typeOfValues(codes) ||
    zeroPoint.length !== scale.values.length
  ) {
    throw invalidWeights(path, `has "${stem}.zero_point" that is not of the codes' type, or not one for each scale`);
  }
  return { stem, shape, codes, scale: scale.values, zeroPoint };
}

/** What the file itself says about its codes; nothing where it was written by someone else. */
function declaredQuantization({ quantization }: Readonly<Record<string, string>>): Quantization | undefined {
  try {
    return quantizationSchema.safeParse(JSON.parse(quantization ?? '')).data;
  } catch {
    return undefined;
  }
}

/** A code that the hardware does not have was not written by it. */
function requireRange({ stem, codes, zeroPoint }: CodedTensor, declared: Quantization | undefined, path: string): void {
  if (declared === undefined) return;
  const isWrong = outsideOf(declared);
  const wrong = codes.find(isWrong) ?? zeroPoint?.find(isWrong);
  const isUnsigned = codes instanceof Uint8Array || codes instanceof Uint16Array;
  const isAffine = declared.scheme === 'affine';
  if (wrong === undefined && isAffine === isUnsigned && isAffine === (zeroPoint !== undefined)) return;
  const what =
    wrong === undefined ? `codes of another kind in "${stem}"` : `the code ${wrong} among those of "${stem}"`;
  throw invalidWeights(path, `has ${what}, which are not what its metadata say: ${codecText(declared)}`);
}

function outsideOf(quantization: Quantization): (code: number) => boolean {
  switch (quantization.scheme) {
    case 'binary':
      return (code) => code !== 1 && code !== -1;
    case 'affine':
      return (code) => code >= 2 ** quantization.bits;
    case 'symmetric':
      return (code) => Math.abs(code) >= 2 ** (quantization.bits - 1);
  }
}

function valuesOf({ shape, codes, scale, zeroPoint }: CodedTensor): Float32Array {
  const values = new Float32Array(codes.length);
  const perChannel = scale.length === 1 ? codes.length : codes.length / shape[0]!;
  for (let index = 0; index < codes.length; index++) {
    const channel = Math.floor(index / perChannel);
    values[index] = (codes[index]! - (zeroPoint?.[channel] ?? 0)) * scale[channel]!;
  }
  return values;
}

function report(coded: readonly CodedTensor[], declared: Quantization | undefined): CodedWeightsReport {
  const types = [...new Set(coded.map(({ codes }) => typeOfValues(codes)))].sort().join(', ');
  const isByChannel = coded.some(({ scale }) => scale.length > 1);
  return {
    weights: coded.length,
    values: coded.reduce((sum, { codes }) => sum + codes.length, 0),
    codec: declared === undefined ? `whole numbers of type ${types}, ${scales(isByChannel)}` : codecText(declared),
  };
}

const scales = (isByChannel: boolean): string =>
  isByChannel ? 'one scale for each output channel' : 'one scale for each layer';

function codecText(quantization: Quantization): string {
  if (quantization.scheme === 'binary') return `1 bit, binary, ${scales(false)}`;
  const { bits, scheme, granularity, rounding } = quantization;
  const halves = rounding === 'half-even' ? 'halves to the even code' : 'halves away from zero';
  return `${bits} bits, ${scheme}, ${scales(granularity === 'channel')}, ${halves}`;
}
