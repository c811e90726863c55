import { describe, expect, test } from 'vitest';
import { assertNodeVersion } from '../../main/store/node-version.ts';

describe('assertNodeVersion', () => {
  test.each(['18.20.0', '20.19.5', '22.0.0', '22.13.1', '22.9.0'])('refuses %s in a sentence', (version) => {
    expect(() => assertNodeVersion(version)).toThrow(
      expect.objectContaining({
        code: 'store-unusable',
        message: expect.stringContaining(`Node ${version}`) as string,
      }),
    );
  });

  test.each(['22.14.0', '22.22.1', '23.0.0', '24.21.0', '100.0.0'])('accepts %s', (version) => {
    expect(() => assertNodeVersion(version)).not.toThrow();
  });

  test('accepts the Node that runs this', () => {
    expect(() => assertNodeVersion()).not.toThrow();
  });
});
