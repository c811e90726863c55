import { describe, expect, test } from 'vitest';
import { assertNodeVersion, tryOldNodeVariable } from '../../main/store/node-version.ts';

describe('assertNodeVersion', () => {
  test.each(['18.20.0', '20.19.5', '22.0.0', '22.13.1', '22.9.0'])('refuses %s in a sentence', (version) => {
    expect(() => assertNodeVersion(version, {})).toThrow(
      expect.objectContaining({
        code: 'store-unusable',
        message: expect.stringContaining(`Node ${version}`) as string,
      }),
    );
  });

  test.each(['22.14.0', '22.22.1', '23.0.0', '24.21.0', '100.0.0'])('accepts %s', (version) => {
    expect(() => assertNodeVersion(version, {})).not.toThrow();
  });

  test('an older one is tried where that is asked for, and only with 1', () => {
    expect(() => assertNodeVersion('20.18.3', { [tryOldNodeVariable]: '1' })).not.toThrow();
    expect(() => assertNodeVersion('20.18.3', { [tryOldNodeVariable]: '0' })).toThrow('Node 20.18.3');
  });

  test('accepts the Node that runs this', () => {
    expect(() => assertNodeVersion()).not.toThrow();
  });
});
