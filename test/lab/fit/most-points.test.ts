import { describe, expect, test } from 'vitest';
import { fittedProfile } from '../../../main/lab/fit/fitted-profile.ts';
import { mostPoints } from '../../../main/lab/fit/most-points.ts';
import type { DeviceMeasurements } from '../../../main/lab/fit/measurements.ts';
import { profileToYaml } from '../../../main/runs/profiles/profile-yaml.ts';
import { conductances, drawnPairs, voltages } from './measured.ts';

const places = (count: number): number[] => Array.from({ length: count }, (_, row) => 0.54 + (0.06 * row) / count);
const rates = (count: number): DeviceMeasurements =>
  voltages(
    places(count),
    places(count).map((voltage, row) => Math.exp(-10 - 120 * (voltage - 0.57) + (row % 7) / 20)),
    places(count).map(() => 1e7),
  );
const deviations = (count: number): DeviceMeasurements =>
  conductances({
    form: 'deviations',
    conductance: places(count),
    deviation: places(count).map((place, row) => place / 10 + (row % 7) / 1000),
  });

describe('rows that are each a point of the fit', () => {
  test.each([
    ['voltages', rates, 'added up'],
    ['standard deviations', deviations, 'gathered into bins'],
  ])('are as many as a profile holds that is read again: %s', (_what, measured, step) => {
    const yaml = profileToYaml(fittedProfile(measured(mostPoints)));
    expect(yaml.length).toBeLessThan(1_000_000);
    expect(() => fittedProfile(measured(mostPoints + 1))).toThrow(
      expect.objectContaining({
        code: 'invalid-argument',
        message: expect.stringContaining(`${mostPoints + 1} points`) as string,
        nextStep: expect.stringContaining(step) as string,
      }) as Error,
    );
    // As many as a file may have: refused as well, before anything is computed of them
    expect(() => fittedProfile(measured(500_000))).toThrow('500000 points');
  });

  test('pairs are gathered first, so that there may be any number of them', () => {
    const { fit } = fittedProfile(drawnPairs(150_000, (g) => 0.02 + 0.05 * g));
    expect(fit!.points.length).toBeLessThanOrEqual(24);
    expect(fit!.source.rows).toBe(150_000);
  });
});
