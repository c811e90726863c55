import { describe, expect, test } from 'vitest';
import { figureStyleSchema } from '../../../main/contract/figure-style.ts';
import {
  exportCommand,
  figureCommand,
  tableCommand,
  type ExportRequest,
} from '../../../main/runs/exports/export-command.ts';
import { portableStudyWord, studyWord } from '../../../main/runs/exports/study-word.ts';
import { findStudy } from '../../../main/runs/laboratory/find-study.ts';
import { smallStudy } from '../job/bench.ts';
import { storeStudy } from '../laboratory/stored-study.ts';

const style = figureStyleSchema.parse({});
const request: ExportRequest = {
  tables: { formats: ['latex', 'csv'], options: { siunitx: true } },
  figures: { formats: ['svg', 'png'], style: { ...style, width: 120, heightMm: 60, fontPt: 8, dpi: 300, grey: true } },
};
const lab = 'npm run -s lab --';

describe('the command line of an export', () => {
  test('has everything that differs from the usual', () => {
    expect(exportCommand({ study: '3', network: 'mlp-8', folder: 'my paper', ...request })).toBe(
      `${lab} export 3 'my paper' --tables latex,csv --figures svg,png --network mlp-8 --siunitx --width 120 --height 60 --font 8 --dpi 300 --grey`,
    );
  });

  test('has nothing that changes nothing', () => {
    const tables = { formats: ['csv'], options: { siunitx: true } } as const;
    expect(exportCommand({ study: '3', tables, figures: { formats: ['csv'], style: request.figures.style } })).toBe(
      `${lab} export 3 exports --tables csv --figures csv`,
    );
    expect(exportCommand({ study: '3', tables, figures: { formats: ['svg'], style: { ...style, dpi: 300 } } })).toBe(
      `${lab} export 3 exports --tables csv --figures svg`,
    );
  });

  test('names what was chosen, and says none for what was not', () => {
    const tables = { ...request.tables, names: ['saft-table-1', 'hypervolumes-table'] };
    const figures = { ...request.figures, names: [] };
    expect(exportCommand({ study: '3', folder: 'x', tables, figures })).toBe(
      `${lab} export 3 x --tables latex,csv --figures none --only saft-table-1,hypervolumes-table --siunitx`,
    );
  });

  test('of one file writes it into the working folder', () => {
    expect(tableCommand({ study: "it's here", prefix: 'a' }, 'saft-table-1', 'latex', { siunitx: false })).toBe(
      String.raw`${lab} export 'it'\''s here' . --tables latex --figures none --only saft-table-1 --prefix a`,
    );
    expect(figureCommand({ study: 'Small' }, 'pareto-fronts', 'pdf', { ...style, width: 'double' })).toBe(
      `${lab} export Small . --tables none --figures pdf --only pareto-fronts --width double`,
    );
  });
});

describe('the word for a study', () => {
  const uid = 'abcdef0123456789'.repeat(2);

  test.each(['Small', 'SAFT tables, LeNet-5 on MNIST', 'a (copy)', 'p=0.01', '12', 'my.noisefloor'])(
    'has its name and the beginning of its uid: %s',
    (name) => {
      expect(portableStudyWord({ name, uid })).toBe(`${name}@abcdef012345`);
    },
  );

  test.each(['-x', '', 'größer', 'a > b', 'two  spaces', 'line\nbreak', "it's", '--replace', ' a'])(
    'is the beginning of its uid where a command or a comment has no room for the name: %j',
    (name) => {
      expect(portableStudyWord({ name, uid })).toBe('abcdef012345');
    },
  );

  test('leads to the study, also where a newer one has the same name and specification', () => {
    const { store, studyId } = storeStudy(smallStudy({ name: 'Twice' }));
    const { name, specification, specificationHash } = store.studies.get(studyId);
    expect(studyWord(store, studyId)).toBe('Twice');
    const newer = store.studies.create(specification, '', specificationHash).id;
    expect([studyWord(store, studyId), studyWord(store, newer)]).toEqual([String(studyId), 'Twice']);
    for (const id of [studyId, newer]) {
      const uid = store.studies.uid(id);
      expect(findStudy(store, portableStudyWord({ name, uid }))).toBe(id);
      expect(findStudy(store, portableStudyWord({ name: 'größer', uid }))).toBe(id);
    }
    expect(() => findStudy(store, 'Twice@000000000000')).toThrow(/There is no study "Twice@000000000000"/);
  });
});
