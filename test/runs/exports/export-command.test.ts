import { describe, expect, test } from 'vitest';
import { figureStyleSchema } from '../../../main/contract/figure-style.ts';
import {
  exportCommand,
  figureCommand,
  tableCommand,
  type ExportRequest,
} from '../../../main/runs/exports/export-command.ts';

const style = figureStyleSchema.parse({});
const request: ExportRequest = {
  tables: { formats: ['latex', 'csv'], options: { siunitx: true } },
  figures: { formats: ['svg', 'png'], style: { ...style, width: 120, heightMm: 60, fontPt: 8, dpi: 300, grey: true } },
};
const lab = 'npm run -s lab --';

describe('the command line of an export', () => {
  test('has everything that differs from the usual', () => {
    expect(exportCommand({ studyId: 3, network: 'mlp-8', folder: 'my paper', ...request })).toBe(
      `${lab} export 3 'my paper' --tables latex,csv --figures svg,png --network mlp-8 --siunitx --width 120 --height 60 --font 8 --dpi 300 --grey`,
    );
  });

  test('has nothing that changes nothing', () => {
    const tables = { formats: ['csv'], options: { siunitx: true } } as const;
    expect(exportCommand({ studyId: 3, tables, figures: { formats: ['csv'], style: request.figures.style } })).toBe(
      `${lab} export 3 exports --tables csv --figures csv`,
    );
    expect(exportCommand({ studyId: 3, tables, figures: { formats: ['svg'], style: { ...style, dpi: 300 } } })).toBe(
      `${lab} export 3 exports --tables csv --figures svg`,
    );
  });

  test('names what was chosen, and says none for what was not', () => {
    const tables = { ...request.tables, names: ['saft-table-1', 'hypervolumes-table'] };
    const figures = { ...request.figures, names: [] };
    expect(exportCommand({ studyId: 3, folder: 'x', tables, figures })).toBe(
      `${lab} export 3 x --tables latex,csv --figures none --only saft-table-1,hypervolumes-table --siunitx`,
    );
  });

  test('of one file is the same wherever the archive lies', () => {
    const target = { studyId: 1, archivePath: "/somewhere/private/it's here.noisefloor", folder: '/paper' };
    expect(exportCommand({ ...target, ...request })).toContain(
      String.raw`export '/somewhere/private/it'\''s here.noisefloor' /paper `,
    );
    expect(tableCommand(target, 'saft-table-1', 'latex', { siunitx: false })).toBe(
      String.raw`${lab} export 'it'\''s here.noisefloor' . --tables latex --figures none --only saft-table-1`,
    );
    expect(figureCommand({ studyId: 2 }, 'pareto-fronts', 'pdf', { ...style, width: 'double' })).toBe(
      `${lab} export 2 . --tables none --figures pdf --only pareto-fronts --width double`,
    );
  });
});
