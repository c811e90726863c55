/** How a chart of the live view is shown. */
export interface ChartLayout {
  readonly asTable?: boolean;
  /** What the reader chose: the scale of an axis, what is drawn over */
  readonly way?: string;
}

/** How the live view is arranged, whichever run it shows. */
export interface LiveLayout {
  /** Steps after which a point counts half; 0: not smoothed */
  readonly halfLife: number;
  /** By title */
  readonly charts: Readonly<Record<string, ChartLayout>>;
}

export const halfLives: readonly number[] = [0, 5, 20, 50, 200];
export const usualLayout: LiveLayout = { halfLife: 20, charts: {} };

/** What was written (JSON), where it still makes sense; the usual elsewhere. */
export function readLiveLayout(text: string | undefined): LiveLayout {
  const given = parsed(text ?? '');
  const halfLife = halfLives.find((each) => each === given['halfLife']) ?? usualLayout.halfLife;
  const charts = Object.entries(isMapping(given['charts']) ? given['charts'] : {}).map(([title, chart]) => {
    const { asTable, way } = isMapping(chart) ? chart : {};
    return [title, { ...(asTable === true ? { asTable } : {}), ...(typeof way === 'string' ? { way } : {}) }];
  });
  return { halfLife, charts: Object.fromEntries(charts) };
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isMapping(value) ? value : {};
  } catch {
    return {};
  }
}
