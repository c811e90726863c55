import { describe, expect, test } from 'vitest';
import {
  choiceProblem,
  figureFormats,
  fileCount,
  selectionOf,
  tableFormats,
  tickedAtFirst,
} from '../../../../renderer/views/exports/export-choice.ts';
import { usualExportSettings } from '../../../../renderer/views/exports/export-settings.ts';
import { figureFormatSchema, tableFormatSchema } from '../../../../main/contract/workbench/exports.ts';
import { hasTopic } from '../../../../renderer/views/exports/export-topics.ts';

const entry = (name: string) => ({ name, title: name, caption: '' });
const list = {
  tables: [entry('saft-table-4'), entry('sensitivity-table-a'), entry('sensitivity-table-b')],
  figures: [entry('pareto-fronts'), entry('sensitivity')],
};
const of = { study: 3 };
const settings = usualExportSettings();

test('every format of the contract is offered once', () => {
  expect(tableFormats.map(({ value }) => value).toSorted()).toEqual(tableFormatSchema.options.toSorted());
  expect(figureFormats.map(({ value }) => value).toSorted()).toEqual(figureFormatSchema.options.toSorted());
});

describe('what is ticked', () => {
  test('is everything at first, or what belongs to the part of the page', () => {
    const all = tickedAtFirst(list, undefined);
    expect([all.tables.size, all.figures.size]).toEqual([3, 2]);
    const some = tickedAtFirst(list, 'sensitivity');
    expect([...some.tables]).toEqual(['sensitivity-table-a', 'sensitivity-table-b']);
    expect([...some.figures]).toEqual(['sensitivity']);
    const none = tickedAtFirst(list, 'differences');
    expect([none.tables.size, none.figures.size]).toEqual([0, 0]);
  });

  test('is asked for in the order of the list, with the formats that are ticked', () => {
    const ticked = { tables: new Set(['sensitivity-table-b', 'saft-table-4']), figures: new Set(['pareto-fronts']) };
    expect(selectionOf(of, list, ticked, { ...settings, tableFormats: ['csv'], siunitx: true })).toEqual({
      of,
      tables: { names: ['saft-table-4', 'sensitivity-table-b'], formats: ['csv'], options: { siunitx: true } },
      figures: { names: ['pareto-fronts'], formats: ['pdf'], style: settings.style },
    });
    const prefixOf = (prefix: string) => selectionOf(of, list, ticked, { ...settings, prefix }).prefix;
    expect([prefixOf('lenet'), prefixOf(''), prefixOf('a b')]).toEqual(['lenet', undefined, undefined]);
    expect(selectionOf(of, list, ticked, { ...settings, figureFormats: [] }).figures.names).toEqual([]);
  });

  test('is a problem where nothing of it would be written', () => {
    const nothing = { tables: new Set<string>(), figures: new Set<string>() };
    const figure = { ...nothing, figures: new Set(['sensitivity']) };
    expect(choiceProblem(nothing, settings)).toBe('Nothing is ticked.');
    expect(choiceProblem(figure, { ...settings, figureFormats: [] })).toMatch(/^No format is ticked/);
    expect(choiceProblem(figure, { ...settings, tableFormats: [] })).toBeUndefined();
  });
});

test.each([
  [[], ['pdf'], 0, 2],
  [['latex', 'csv'], [], 6, 0],
  [['latex'], ['pdf', 'pgfplots'], 3, 6],
  [[], ['csv', 'pgfplots'], 0, 6],
] as const)('tables as %s and figures as %s are %i and %i files', (tables, figures, ofTables, ofFigures) => {
  const selection = selectionOf(of, list, tickedAtFirst(list, undefined), {
    ...settings,
    tableFormats: tables,
    figureFormats: figures,
  });
  expect(fileCount(selection)).toBe(ofTables + ofFigures);
});

test('a part of a page without a topic has no button', () => {
  expect(hasTopic('fronts')).toBe(true);
  expect(hasTopic('differences')).toBe(false);
});
