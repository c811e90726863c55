/** What a native tensor is called by: an index into the binding's own table, valid in the thread that made it. */
export type NativeTensorId = number;

/** A TensorFlow `DataType` number (types.proto). Those that the binding itself can exchange with JavaScript are its `TF_*` members. */
export type NativeDataType = number;

export interface NativeTensorMetadata {
  readonly id: NativeTensorId;
  readonly shape: readonly number[];
  readonly dtype: NativeDataType;
}

export interface NativeAttribute {
  readonly name: string;
  /** One of the binding's `TF_ATTR_*` members. */
  readonly type: number;
  readonly value: boolean | number | string | readonly number[] | readonly boolean[];
}

/** What `createTensor` takes: for `TF_INT64` an Int32Array of low and high words, for `TF_STRING` an array of byte strings. */
export type NativeTensorInput = Float32Array | Int32Array | Uint8Array | readonly Uint8Array[];

/** What `tensorDataSync` gives, always a fresh copy: Float32Array, Int32Array, BigInt64Array, Uint8Array, or byte strings. */
export type NativeTensorOutput = Float32Array | Int32Array | BigInt64Array | Uint8Array | Uint8Array[];

/**
 * The compiled addon of tfjs-node 4.22.0: TensorFlow's eager C API and SavedModel sessions. Every tensor it returns stays
 * allocated until `deleteTensor`. All calls are synchronous and throw an `Error` with TensorFlow's message.
 */
export interface NativeBinding {
  /**
   * The data is not always copied: TensorFlow may keep reading `data` for as long as the tensor (or a variable assigned
   * from it) lives, so it must not be written to afterwards.
   */
  createTensor(shape: readonly number[], dtype: NativeDataType, data: NativeTensorInput): NativeTensorId;
  deleteTensor(id: NativeTensorId): void;
  /** Reads float32, complex64, int32, int64, bool, string and resource tensors; others need a `Cast` or `Bitcast` first. */
  tensorDataSync(id: NativeTensorId): NativeTensorOutput;
  executeOp(
    name: string,
    attributes: readonly NativeAttribute[],
    inputs: readonly NativeTensorId[],
    outputCount: number,
  ): NativeTensorMetadata[];
  /** `tags` is comma-separated, usually `'serve'`. Returns an id for {@link runSavedModel}. */
  loadSavedModel(directory: string, tags: string): number;
  deleteSavedModel(id: number): void;
  /** `inputNames` and `outputNames` are comma-separated `operation:index`, inputs in the order of `inputs`. */
  runSavedModel(
    id: number,
    inputs: readonly NativeTensorId[],
    inputNames: string,
    outputNames: string,
  ): NativeTensorMetadata[];
  getNumOfSavedModels(): number;
  getNumOfTensors(): number;
  isUsingGpuDevice(): boolean;

  /** Version of libtensorflow, such as `2.21.0`. */
  readonly TF_Version: string;

  readonly TF_FLOAT: NativeDataType;
  readonly TF_INT32: NativeDataType;
  readonly TF_INT64: NativeDataType;
  readonly TF_BOOL: NativeDataType;
  readonly TF_COMPLEX64: NativeDataType;
  readonly TF_STRING: NativeDataType;
  readonly TF_RESOURCE: NativeDataType;
  readonly TF_UINT8: NativeDataType;

  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
}
