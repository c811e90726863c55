import { z } from 'zod';
import { groupings } from '../table/group-runs.ts';
import { narrowest, widest, type ColumnLayout } from '../table/column-layout.ts';

const sortKeySchema = z.object({ column: z.string(), descending: z.boolean() });
const placeSchema = z.object({
  key: z.string(),
  width: z.number().min(narrowest).max(widest),
  pinned: z.boolean(),
});
const usualChart = { open: false, x: 'duration', y: 'accuracy', logX: false, logY: false };
const chartSchema = z.object({
  open: z.boolean(),
  x: z.string(),
  y: z.string(),
  logX: z.boolean().catch(false),
  logY: z.boolean().catch(false),
});

const runViewSchema = z.object({
  filter: z.string().catch(''),
  sort: z.array(sortKeySchema).catch([]),
  layout: z.array(placeSchema).min(1),
  grouping: z.enum(groupings).catch('none'),
  chart: chartSchema.catch(usualChart),
});

/** What the run table shows: everything of it that is kept and named. */
export type RunView = Readonly<z.infer<typeof runViewSchema>>;

const namedViewSchema = z.object({ id: z.string().min(1), name: z.string().min(1), view: runViewSchema });
export interface NamedView {
  readonly id: string;
  readonly name: string;
  readonly view: RunView;
}

const currentSchema = z.object({ openId: z.string().optional(), view: runViewSchema });

/** The state of the table as it was left, and the tab it was in; without one: "All runs". */
export interface CurrentView {
  readonly openId?: string;
  readonly view: RunView;
}

function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** All runs, the newest first. */
export function usualView(layout: ColumnLayout): RunView {
  return {
    filter: '',
    sort: [{ column: 'id', descending: true }],
    layout: [...layout],
    grouping: 'none',
    chart: usualChart,
  };
}

/** Of a preference; views that cannot be read are left out. */
export function readNamedViews(text: string | undefined): readonly NamedView[] {
  const list = parsed(text);
  if (!Array.isArray(list)) return [];
  return list.flatMap((each) => {
    const view = namedViewSchema.safeParse(each);
    return view.success ? [view.data] : [];
  });
}

export function readCurrentView(text: string | undefined): CurrentView | undefined {
  const result = currentSchema.safeParse(parsed(text));
  return result.success ? result.data : undefined;
}

/** Whether two views show the same, however they came about. */
export function isSameView(one: RunView, other: RunView): boolean {
  return one === other || JSON.stringify(runViewSchema.parse(one)) === JSON.stringify(runViewSchema.parse(other));
}

/** A name that no view has yet: `Finished`, `Finished 2`. */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  for (let number = 2; ; number++) {
    const candidate = `${name} ${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
