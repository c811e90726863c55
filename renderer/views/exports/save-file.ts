import type { ExportedFile } from '../../../main/contract/workbench/exports.ts';
import { base64Bytes } from '../../client/base64-bytes.ts';

/** @throws DOMException for what is not base64 */
export function fileBlob({ bytes, mediaType }: Pick<ExportedFile, 'bytes' | 'mediaType'>): Blob {
  return new Blob([base64Bytes(bytes)], { type: mediaType });
}

/** The text of a file that has one. */
export async function fileText(file: Pick<ExportedFile, 'bytes' | 'mediaType'>): Promise<string> {
  return fileBlob(file).text();
}

/** An address must stay until the browser has read what it leads to. */
const readWithinMs = 60_000;

/** Hands a file to the browser, which puts it where it puts downloads; the desktop window asks where to. */
export function downloadFile(file: ExportedFile): void {
  const address = URL.createObjectURL(fileBlob(file));
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), readWithinMs);
}
