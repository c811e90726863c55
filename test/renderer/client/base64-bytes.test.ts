import { expect, test } from 'vitest';
import { base64Bytes } from '../../../renderer/client/base64-bytes.ts';

test('bytes come through base64 as they were', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  expect([...base64Bytes(Buffer.from(bytes).toString('base64'))]).toEqual([...bytes]);
});
