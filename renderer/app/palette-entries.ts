import type { RunRow } from '../../main/contract/workbench/runs.ts';
import type { StudyEntry } from '../../main/contract/workbench/studies.ts';
import { shortcutText } from '../composables/shortcuts.ts';
import type { Command } from '../composables/use-command.ts';
import { fuzzyMatch } from './fuzzy.ts';

export interface PaletteEntry {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  /** Smaller, behind the title */
  readonly detail?: string;
  readonly keys?: string;
  readonly run: () => void;
}

export interface FoundEntry extends PaletteEntry {
  /** Places of the title's letters that matched */
  readonly places: readonly number[];
}

export interface PaletteSources {
  readonly commands: readonly Command[];
  readonly studies: readonly StudyEntry[];
  readonly runs: ReadonlyMap<number, RunRow>;
  readonly go: (path: string) => void;
}

const most = 40;

/** What the palette offers for a query: commands always, studies and runs once something is typed. Best first. */
export function paletteEntries(query: string, { commands, studies, runs, go }: PaletteSources): FoundEntry[] {
  const text = query.trim();
  const offered: PaletteEntry[] = commands.map(({ id, title, group, shortcut, run }) => ({
    id: `command.${id}`,
    group,
    title,
    ...(shortcut === undefined ? {} : { keys: shortcutText(shortcut) }),
    run,
  }));
  if (text === '') return offered.map((entry) => ({ ...entry, places: [] }));

  const studyEntries = studies.map(({ id, name }) => ({
    id: `study.${id}`,
    group: 'Studies',
    title: name,
    detail: `study ${id}`,
    run: () => go(`/compare/${id}`),
  }));
  const found = [...offered, ...studyEntries].flatMap((entry) => {
    const match = fuzzyMatch(text, entry.title);
    return match === undefined ? [] : [{ ...entry, places: match.places, score: match.score }];
  });
  found.sort((first, second) => second.score - first.score);
  return [...runEntries(text, runs, go), ...found.map(({ score: _, ...entry }) => entry)].slice(0, most);
}

/** "12" and "run 12" mean the run with that number. */
function runEntries(text: string, runs: PaletteSources['runs'], go: (path: string) => void): FoundEntry[] {
  const id = Number(/^(?:run\s*|#)?(\d+)$/i.exec(text)?.[1]);
  const run = runs.get(id);
  if (run === undefined) return [];
  const detail = [run.studyName, run.method ?? run.kind, `seed ${run.seed}`].join(' · ');
  return [{ id: `run.${id}`, group: 'Runs', title: `Run ${id}`, detail, places: [], run: () => go(`/runs/${id}`) }];
}
