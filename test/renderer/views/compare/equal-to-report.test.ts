import { describe, expect, test } from 'vitest';
import { studyReport } from '../../../../main/report/study-report.ts';
import { comparedPoints } from '../../../../renderer/views/compare/fronts/compared-points.ts';
import {
  gainColumns,
  gainRows,
  savingColumns,
  savingRows,
} from '../../../../renderer/views/compare/fronts/front-pair.ts';
import {
  hypervolumeColumns,
  hypervolumeRows,
  pointColumns,
  pointRows,
} from '../../../../renderer/views/compare/fronts/front-table.ts';
import { ladderTable } from '../../../../renderer/views/compare/ladder/ladder-table.ts';
import { layerCurveTable, namedCurves, rateCurveTable } from '../../../../renderer/views/compare/rates/fault-curves.ts';
import { memoryLine, rateColumns, rateRows } from '../../../../renderer/views/compare/rates/assigned-rates.ts';
import {
  sensitivityColumns,
  sensitivityPanels,
  sensitivityRows,
} from '../../../../renderer/charts/sensitivity-panels.ts';
import { offeredTests, testColumns, testRows } from '../../../../renderer/views/compare/tests/paired-tests.ts';
import { comparison, fronts } from './compare-fixture.ts';
import { cellsOf, plain, reportHas } from './report-lines.ts';

const [profile] = comparison.profiles;
const report = studyReport(comparison);

/** `lab compare` has a line with each of these. */
function expectInReport(rows: readonly (readonly string[])[]): void {
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter((cells) => !reportHas(cells))).toEqual([]);
}

describe('what the interface shows is what `lab compare` prints', () => {
  test('points of fronts', () => {
    const points = comparedPoints(fronts);
    const keys = ['label', 'architecture', 'energy', 'accuracy', 'seeds', 'dominated'];
    const rows = cellsOf(pointColumns(points), pointRows(points), keys);
    expect(rows[0]).toEqual(['noise injection p=0.01', 'lenet5', '35.98', '88.1 ± 1.2', '3', 'another method']);
    expectInReport(rows);
  });

  test('hypervolumes', () => {
    expectInReport(cellsOf(hypervolumeColumns, hypervolumeRows(fronts.fronts), ['points', 'onFront', 'hypervolume']));
  });

  test('savings and gains', () => {
    const pair = { method: 'lanmax', against: 'noise-injection' };
    // The report names the methods first, and leaves some gains out
    const savings = cellsOf(savingColumns, savingRows(fronts.savings, pair), ['accuracy', 'factor']);
    expect(savings).toEqual([
      ['97.02', '1.29'],
      ['96.52', '1.27 [1.10, 1.42]'],
      ['91.88', '1.29, at least 1.22'],
    ]);
    expectInReport(savings.map((cells) => [pair.method, pair.against, ...cells]));
    const gains = cellsOf(gainColumns, gainRows(fronts.gains, pair), ['energy', 'gain']);
    expect(gains[1]).toEqual(['40.0', '4.10, at most 6.00']);
    expectInReport([gains[0]!, gains[2]!].map((cells) => [pair.method, pair.against, ...cells]));
  });

  test('the accuracy ladder', () => {
    const { columns, rows: ladder } = ladderTable(profile!);
    const rows = cellsOf(columns, ladder, ['stage', 'rate', 'accuracy', 'distance', 'over']);
    expect(rows[2]!.map(plain)).toEqual(['noisy, untrained', '0.003', '89.1 ± 2.4', '-7.7 ± 2.4', '24 noise draws']);
    const withUnits = ([stage, rate, accuracy, distance, over]: readonly string[]): string[] => [
      stage!,
      ...(rate === '' ? [] : [rate!]),
      `${accuracy!} %`,
      ...(distance === '' ? [] : [`${distance!} points`]),
      over!,
    ];
    expectInReport(rows.map(withUnits));
  });

  test('paired tests', () => {
    const rows = testRows(offeredTests(profile!));
    expect(rows).toHaveLength(5);
    for (const row of rows) {
      const [method, against, difference, p, smallest] = cellsOf(
        testColumns,
        [row],
        [...['method', 'against', 'difference', 'pValue', 'smallest']],
      )[0]!;
      expect(report).toContain(`${method!} against ${against!}: ${plain(difference!)} points over 3 seeds.`);
      expect(report).toContain(`p = ${p!}; the smallest 3 pairs can give is ${smallest!}`);
    }
  });

  test('fault rates and what the memory costs', () => {
    const [history] = comparison.rateHistories;
    expectInReport(cellsOf(rateColumns, rateRows(history!), ['layer', 'weights', 'bits', 'rate', 'energy', 'slope']));
    expect(report).toContain(plain(memoryLine(history!.memory!)));
  });

  test('fault curves', () => {
    const rates = rateCurveTable(namedCurves(comparison.faultCurves, comparison.profiles, 'rate'));
    expectInReport(
      cellsOf(
        rates.columns,
        rates.rows,
        rates.columns.map(({ key }) => key),
      ),
    );
    const layers = layerCurveTable(namedCurves(comparison.faultCurves, comparison.profiles, 'layer'));
    expect(layers.rows[0]).toMatchObject({ layer: '(none)', 'noise injection p=0.01': '88.1 ± 1.2' });
    expectInReport(
      cellsOf(
        layers.columns,
        layers.rows,
        layers.columns.map(({ key }) => key),
      ),
    );
  });

  test('sensitivities, starred where SAFT trains', () => {
    const [panel] = sensitivityPanels(comparison.profiles);
    const rows = cellsOf(sensitivityColumns, sensitivityRows(panel!), ['rank', 'layer', 'score', 'trains']);
    expect(rows.map(([, layer, , trains]) => [layer, trains])).toEqual([
      ['fc2', '★'],
      ['fc1', ''],
      ['conv1', ''],
    ]);
    expectInReport(
      rows.map(([rank, layer, score, trains]) => [rank!, layer!, score!, ...(trains === '' ? [] : ['*'])]),
    );
  });
});

test('the check would notice another number', () => {
  expect(reportHas(['noise injection p=0.01', 'lenet5', '35.98', '88.1 ± 1.2'])).toBe(true);
  expect(reportHas(['noise injection p=0.01', 'lenet5', '35.98', '88.2 ± 1.2'])).toBe(false);
});
