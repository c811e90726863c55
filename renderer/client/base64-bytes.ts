/** Bytes of a base64 text, as answers carry them. @throws DOMException for what is not base64 */
export function base64Bytes(text: string): Uint8ClampedArray<ArrayBuffer> {
  const characters = atob(text);
  const bytes = new Uint8ClampedArray(characters.length);
  for (let index = 0; index < characters.length; index++) bytes[index] = characters.charCodeAt(index);
  return bytes;
}
