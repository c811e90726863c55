import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emphasisedParts } from '../../../renderer/app/emphasised-parts.ts';
import { fuzzyMatch } from '../../../renderer/app/fuzzy.ts';
import { paletteEntries } from '../../../renderer/app/palette-entries.ts';
import { shortcutGroups } from '../../../renderer/app/shortcut-groups.ts';
import type { RunRow } from '../../../main/contract/workbench/runs.ts';
import type { StudyEntry } from '../../../main/contract/workbench/studies.ts';

describe('fuzzy search', () => {
  const best = (query: string, texts: readonly string[]): string | undefined =>
    texts
      .map((text) => ({ text, score: fuzzyMatch(query, text)?.score ?? -1 }))
      .sort((first, second) => second.score - first.score)[0]?.text;

  test.each([
    ['gs', 'Go to Studies'],
    ['set', 'Settings'],
    ['new', 'Go to New study'],
    ['shortcuts', 'Keyboard shortcuts'],
    ['study new', 'Go to New study'],
    ['comp', 'Go to Compare'],
  ])('%s finds %s', (query, text) => {
    const texts = [
      'Settings',
      'Go to Studies',
      'Go to Sensitivity',
      'Go to New study',
      'Go to Compare',
      'Keyboard shortcuts',
      'Command palette',
    ];
    expect(best(query, texts)).toBe(text);
  });

  test('finds nothing where a letter is missing or in another order', () => {
    expect(fuzzyMatch('xyz', 'Settings')).toBeUndefined();
    expect(fuzzyMatch('gnis', 'Settings')).toBeUndefined();
  });

  test('minds neither capitals nor accents', () => {
    expect(fuzzyMatch('ELEVE', 'Élève')?.places).toEqual([0, 1, 2, 3, 4]);
  });

  test('matches letters of the query, in their order', () => {
    const text = fc.string({ unit: fc.constantFrom(...'abc -') });
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abc'), minLength: 1 }), text, (query, text) => {
        const match = fuzzyMatch(query, text);
        if (match === undefined) return;
        expect(match.places.map((place) => text[place]).join('')).toBe(query);
        expect(match.places).toEqual([...match.places].sort((first, second) => first - second));
      }),
    );
  });

  test('finds every text by a part of it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(20), fc.integer({ min: 1, max: 5 }), (text, start, length) => {
        const part = [...text].slice(start, start + length).join('');
        expect(fuzzyMatch(part, text)).toBeDefined();
      }),
    );
  });
});

test('emphasis cuts a text and loses nothing', () => {
  expect(emphasisedParts('Studies', [0, 1, 4])).toEqual([
    { text: 'St', strong: true },
    { text: 'ud', strong: false },
    { text: 'i', strong: true },
    { text: 'es', strong: false },
  ]);
  expect(emphasisedParts('', [])).toEqual([]);
});

describe('the palette', () => {
  const went: string[] = [];
  const sources = {
    commands: [
      { id: 'go.studies', title: 'Go to Studies', group: 'Pages', shortcut: 'g s', run: () => undefined },
      { id: 'settings', title: 'Settings', group: 'Workbench', run: () => undefined },
    ],
    studies: [{ id: 4, name: 'LeNet-5 on MNIST' } as StudyEntry],
    runs: new Map([[12, { id: 12, studyName: 'LeNet-5 on MNIST', kind: 'train', method: 'SAFT', seed: 2 } as RunRow]]),
    go: (path: string) => void went.push(path),
  };
  const titles = (query: string): string[] => paletteEntries(query, sources).map(({ title }) => title);

  test('offers commands before anything is typed', () => {
    expect(titles('')).toEqual(['Go to Studies', 'Settings']);
    expect(paletteEntries(' ', sources)[0]).toMatchObject({ keys: 'g s', places: [] });
  });

  test('finds studies by name and runs by number', () => {
    expect(titles('mnist')).toEqual(['LeNet-5 on MNIST']);
    for (const query of ['12', 'run 12', 'Run12', '#12']) expect(titles(query)[0]).toBe('Run 12');
    expect(titles('13')).not.toContain('Run 13');
    paletteEntries('mnist', sources)[0]!.run();
    paletteEntries('12', sources)[0]!.run();
    expect(went).toEqual(['/compare/4', '/runs/12']);
  });
});

test('the shortcuts sheet has what has shortcuts, by group, with other ways', () => {
  const command = { run: () => undefined, group: 'Pages' };
  const groups = shortcutGroups(
    [
      { ...command, id: 'a', title: 'A', shortcut: 'g a', alternatives: ['Alt+1'] },
      { ...command, id: 'b', title: 'B' },
      { ...command, id: 'c', title: 'C', group: 'Other', shortcut: 'Mod+K' },
      { ...command, id: 'd', title: 'D', shortcut: '?' },
    ],
    false,
  );
  expect(groups.slice(0, 2)).toEqual([
    {
      title: 'Pages',
      entries: [
        { title: 'A', keys: ['g a', 'Alt+1'] },
        { title: 'D', keys: ['?'] },
      ],
    },
    { title: 'Other', entries: [{ title: 'C', keys: ['Ctrl+K'] }] },
  ]);
});
