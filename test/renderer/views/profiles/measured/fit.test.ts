import { describe, expect, test } from 'vitest';
import { fitCurve } from '../../../../../main/lab/fit/fit-curve.ts';
import { fittedProfile } from '../../../../../main/lab/fit/fitted-profile.ts';
import { fitRequestSchema } from '../../../../../main/contract/workbench/profiles.ts';
import { profileKind, savedChoices } from '../../../../../renderer/views/new-study/hardware/saved-profiles.ts';
import { profileText } from '../../../../../renderer/views/new-study/hardware/profile-text.ts';
import { profileLabel } from '../../../../../renderer/views/new-study/draft/profile-list.ts';
import { profileFacts } from '../../../../../renderer/views/profiles/profile-facts.ts';
import { bandSeries } from '../../../../../renderer/views/profiles/measured/fit-band.ts';
import {
  fitOption,
  residualOption,
  residualPoints,
} from '../../../../../renderer/views/profiles/measured/fit-option.ts';
import {
  coefficientTable,
  fitFacts,
  pointTable,
  pointText,
} from '../../../../../renderer/views/profiles/measured/fit-text.ts';
import {
  degreeOptions,
  emptyForm,
  fitRequest,
  suggestedName,
} from '../../../../../renderer/views/profiles/measured/fit-request.ts';
import { conductances, voltages } from '../../../../lab/fit/measured.ts';
import type { ChartTokens } from '../../../../../renderer/charts/theme-tokens.ts';

const tokens = {
  accent: 'accent',
  ink: 'ink',
  inkSoft: 'soft',
  surfaceRaised: 'raised',
  lineStrong: 'line',
} as ChartTokens;

const levels = [0, 5, 10, 15, 20, 25];
const cells = fittedProfile(
  conductances(
    {
      form: 'deviations',
      conductance: levels,
      deviation: [0.26, 0.6, 0.86, 1.02, 1.1, 1.04],
      count: levels.map(() => 201),
    },
    'µS',
  ),
);
const bits = 33_751_040;
const counts = [
  [1, 0],
  [0.61, 0],
  [0.6, 4],
  [0.59, 24],
  [0.58, 146],
  [0.57, 772],
  [0.56, 2732],
  [0.55, 7520],
] as const;
const memory = fittedProfile(
  voltages(
    counts.map(([voltage]) => voltage),
    counts.map(([, errors]) => errors / bits),
    counts.map(() => bits),
  ),
  { nominalVoltage: 1, atVoltage: 0.56 },
);
interface Drawn {
  readonly name?: string;
  readonly data: readonly unknown[];
}
const seriesOf = (option: Readonly<Record<string, unknown>>): readonly Drawn[] => option['series'] as readonly Drawn[];
const named = (option: Readonly<Record<string, unknown>>, name: string): Drawn =>
  seriesOf(option).find((series) => series.name === name)!;

describe('the chart of conductances', () => {
  const fit = cells.fit!;
  const option = fitOption(fit, fitCurve(fit), tokens);

  test('has every point, its bars, the curve from none to the largest, and the band', () => {
    expect(named(option, 'measured').data).toHaveLength(6);
    const curve = named(option, 'fit').data as readonly (readonly number[])[];
    expect([curve[0]![0], curve.at(-1)![0]]).toEqual([0, 1]);
    expect(seriesOf(option)[2]!.data[1]).toEqual([
      0.2,
      0.024,
      '-',
      '-',
      expect.closeTo(0.0228, 3),
      expect.closeTo(0.0252, 3),
    ]);
    expect(named(option, '95 % band').data).toHaveLength(curve.length);
    expect(option['xAxis']).toMatchObject({ name: 'Conductance, of the largest, 25.0 µS (%)', min: 0, max: 1 });
  });

  test('says each point with its unit and its error', () => {
    expect(pointText(fit, fit.points[1]!)).toMatch(/^5\.00 µS: 2\.40 ± 0\.12\s% over 201 errors, fitted 2\.\d+ %$/);
  });

  test('has its numbers in the unit of the file as a table', () => {
    const { columns, rows } = pointTable(fit);
    expect(columns.map(({ label, unit }) => [label, unit]).slice(0, 2)).toEqual([
      ['Conductance', 'µS'],
      ['Standard deviation', 'µS'],
    ]);
    expect(rows[1]).toMatchObject({ x: expect.closeTo(5, 9), y: expect.closeTo(0.6, 9), count: 201, used: true });
    const coefficients = coefficientTable(fit).rows;
    expect(coefficients.map(({ name }) => name)).toEqual(['c0', 'c1', 'c2']);
    expect(coefficients[0]!['own']).toMatch(/^0\.25\d ± 0\.01\d$/);
    expect(Object.fromEntries(fitFacts(fit).map(({ name, text }) => [name, text]))['Degree']).toMatch(
      /^2, chosen by AICc\. AICc of degree 0/,
    );
  });

  test('of residuals marks 0 and two standard errors, and can be walked', () => {
    const residuals = residualOption(fit, tokens);
    expect(residuals['yAxis']).toMatchObject({ min: -3, max: 3 });
    expect(seriesOf(residuals)[0]!.data).toHaveLength(6);
    expect(residualPoints(fit)[0]!.text).toMatch(/^0 µS: .* standard errors$/);
  });
});

describe('the chart of voltages', () => {
  const fit = memory.fit!;
  const option = fitOption(fit, fitCurve(fit), tokens);

  test('draws no errors as an arrow at what the rate lies below; what says nothing far away is in the table alone', () => {
    const points = named(option, 'measured').data as readonly { value: readonly number[]; symbol?: string }[];
    expect(points).toHaveLength(7);
    expect(points[0]).toMatchObject({ symbol: 'triangle', symbolRotate: 180 });
    expect(points[0]!.value[1]).toBeCloseTo(3 / bits, 12);
    expect(pointTable(fit).rows).toHaveLength(8);
    expect(pointText(fit, fit.points[0]!)).toMatch(
      /^1\.000 V: no error of 33,751,040 bits, below 8\.9.*, not counted$/,
    );
    expect(option['xAxis']).toMatchObject({ min: 0.547, max: 0.613 });
    expect(option['yAxis']).toMatchObject({ type: 'log' });
  });

  test('says what it is used at', () => {
    const facts = Object.fromEntries(fitFacts(fit).map(({ name, text }) => [name, text]));
    expect(facts).toMatchObject({ 'Used at': '0.56 V', Nominal: '1 V, where a bit costs 1' });
    expect(facts['Scatter']).toMatch(/beyond counting errors/);
  });
});

test('the band is one polygon, there and back, without what is not on the drawing', () => {
  const curve = [
    { x: 0, fitted: 1, low: 0.5, high: 2 },
    { x: 1, fitted: 2, low: 1, high: 3 },
  ];
  const { renderItem } = bandSeries(curve, 'red') as {
    renderItem(params: { dataIndex: number }, api: { coord(point: readonly number[]): readonly number[] }): unknown;
  };
  const coord = ([x, y]: readonly number[]) => [10 * x!, y === 0.5 ? -Infinity : y!];
  expect(renderItem({ dataIndex: 1 }, { coord })).toBeUndefined();
  expect(renderItem({ dataIndex: 0 }, { coord })).toMatchObject({
    shape: {
      points: [
        [0, 2],
        [10, 3],
        [10, 1],
      ],
    },
  });
});

const cellColumns = { columns: ['g', 'error'], recognised: { conductance: 'g', error: 'error' } };
const rateColumns = { columns: ['V', 'BER'], recognised: { voltage: 'V', rate: 'BER' } };

describe('the form', () => {
  test('asks for nothing before there is a file, and for what belongs to the kind alone', () => {
    expect(fitRequest(emptyForm, cellColumns)).toBeUndefined();
    expect(fitRequest({ ...emptyForm, path: 'a.csv' }, undefined)).toBeUndefined();
    const form = { ...emptyForm, path: ' a.csv ', degree: '1', fullScale: 25, nominalVoltage: 1, bits: 4 };
    expect(fitRequest(form, cellColumns)).toEqual({ path: 'a.csv', kind: 'conductance', degree: 1, fullScale: 25 });
    const voltage = fitRequest({ ...form, kind: 'voltage', degree: 'auto' }, rateColumns);
    expect(voltage).toEqual({ path: 'a.csv', kind: 'voltage', nominalVoltage: 1, bits: 4 });
    expect(fitRequestSchema.safeParse(voltage).success).toBe(true);
  });

  test.each([{ fullScale: 0 }, { fullScale: -1 }])('asks for nothing while %j is no size', (numbers) => {
    expect(fitRequest({ ...emptyForm, path: 'a.csv', ...numbers }, cellColumns)).toBeUndefined();
  });

  test.each([0.5, 17])('asks for nothing while a weight has %f bits', (each) => {
    expect(fitRequest({ ...emptyForm, kind: 'voltage', path: 'a.csv', bits: each }, rateColumns)).toBeUndefined();
  });

  test('asks with the columns that somebody chose, and for nothing while one is not said', () => {
    const strange = { columns: ['x', 'y'], recognised: {} };
    const form = { ...emptyForm, path: 'a.csv' };
    expect(fitRequest(form, strange)).toBeUndefined();
    const columns = { conductance: 'x', error: 'y' };
    const asked = fitRequest({ ...form, columns }, strange);
    expect(asked).toEqual({ path: 'a.csv', kind: 'conductance', columns });
    expect(fitRequestSchema.safeParse(asked).success).toBe(true);
  });

  test('offers degrees that go with the kind', () => {
    expect(degreeOptions('voltage').map(({ value }) => value)).toEqual(['auto', '2']);
    expect(degreeOptions('conductance').map(({ value }) => value)).toEqual(['auto', '0', '1', '2']);
  });

  test.each([
    ['lab/array/cells 3 (µS).csv', 'cells-3-S'],
    ['lab\\array\\VC707.csv', 'VC707'],
    ['--.csv', 'my-device'],
  ])('names the profile of %s %s', (path, name) => expect(suggestedName(path)).toBe(name));
});

describe('a saved profile in a study', () => {
  const saved = [
    { name: 'device', path: '/w/profiles/device.yaml', profile: cells },
    { name: 'broken', path: '/w/profiles/broken.yaml', problem: 'no YAML' },
  ];

  test('is told from a shipped one and from values', () => {
    const kind = (reference: unknown) => profileKind(reference, [{ name: 'ideal' }, { name: 'broken' }], saved);
    expect([kind('ideal'), kind('device'), kind('./mine.yaml'), kind({}), kind('unknown'), kind('broken')]).toEqual([
      'shipped',
      'saved',
      'saved',
      'own',
      'shipped',
      'shipped',
    ]);
  });

  test('can be chosen where it can be read; a file that is none of them stays', () => {
    expect(savedChoices(saved, 'device').map(({ value }) => value)).toEqual(['device']);
    expect(savedChoices(saved, './mine.yaml').map(({ value }) => value)).toEqual(['./mine.yaml', 'device']);
  });

  test('has words and a label', () => {
    expect(profileText({ weights: { noise: 'conductance', coefficients: [0.0105, 0.0786, -0.0469] } })).toBe(
      'by conductance, σ = 0.0105 + 0.0786g − 0.0469g² of max|w|',
    );
    expect(profileLabel('./my-device.yaml')).toBe('my-device');
    expect(profileLabel({ weights: { noise: 'conductance', coefficients: [1] } })).toBe('conductance');
    const noise = profileFacts(cells, (name) => name).find(({ name }) => name === 'Noise')!.text;
    expect(noise).toMatch(
      /^w becomes w \+ n u, n normal, standard deviation σ\(g\) = 0\.010\d* \+ 0\.0\d+ g − 0\.0\d+ g², at least 0; g = \|w\| \/ u, u the largest \|w\| of the layer/,
    );
  });
});
