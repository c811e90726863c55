import { constants, gunzipSync } from 'node:zlib';
import { LabError } from '../contract/errors.ts';

/** Compressed bytes looked at to find a header: they cannot become more than about 4 MiB (deflate's limit is 1032 to 1). */
const prefixBytes = 4096;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function damaged(path: string, error: unknown): LabError {
  return new LabError(
    'invalid-data-file',
    `${path} is damaged or cut short: its gzip data cannot be unpacked (${(error as Error).message}).`,
    'Fetch the file again.',
    { cause: error },
  );
}

/**
 * Unpacks only the beginning of gzip data, whatever the whole would become.
 *
 * @throws LabError `invalid-data-file` when it is damaged
 */
export function gunzipBeginning(bytes: Uint8Array, path: string): Uint8Array {
  try {
    return gunzipSync(bytes.subarray(0, prefixBytes), { finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    throw damaged(path, error);
  }
}

/**
 * Unpacks gzip data that may become at most `maximumBytes`, and stops there when it becomes more.
 *
 * @throws LabError `invalid-data-file` when it is damaged or becomes larger
 */
export function gunzipAtMost(bytes: Uint8Array, path: string, maximumBytes: number): Uint8Array {
  try {
    const whole = gunzipSync(bytes, { maxOutputLength: Math.max(1, maximumBytes), chunkSize: 2 ** 20 });
    return new Uint8Array(whole.buffer, whole.byteOffset, whole.length);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') throw damaged(path, error);
    throw new LabError(
      'invalid-data-file',
      `${path} unpacks to more than the ${maximumBytes} bytes its header announces.`,
      'Fetch the file again, and do not trust the source of this one.',
      { cause: error },
    );
  }
}
