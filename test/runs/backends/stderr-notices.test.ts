import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filterTensorFlowNotices } from '../../../main/runs/backends/stderr-notices.ts';

const printed = [
  'WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n',
  'I0000 00:00:1795166828.553300    5263 port.cc:153] oneDNN custom operations are on. You may see slightly different numerical results.\n',
  'I0000 00:00:1795166884.659302    5478 cpu_feature_guard.cc:227] This TensorFlow binary is optimized to use available CPU instructions in performance-critical operations.\n',
  'To enable the following instructions: AVX2 FMA, in other operations, rebuild TensorFlow with the appropriate compiler flags.\n',
  'Epoch 1 · 50 % · σ 0.05\n',
  'WARNING: ours\n',
  'E0000 00:00:1795166884.659302    5478 session.cc:1] out of memory\n',
  'I am a sentence\n',
  'no line end',
];
const kept = printed.slice(4).join('');

test('notices of TensorFlow are left out, all else passes, however it is cut into chunks', async () => {
  const bytes = Buffer.from(printed.join(''));
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat(bytes.length), { maxLength: 12 }), async (cuts) => {
      const borders = [0, ...cuts.sort((left, right) => left - right), bytes.length];
      const chunks = borders.slice(1).map((end, index) => bytes.subarray(borders[index], end));
      expect(await text(Readable.from(chunks).pipe(filterTensorFlowNotices()))).toBe(kept);
    }),
    { numRuns: 50, seed: 1 },
  );
});
