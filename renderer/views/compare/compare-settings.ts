import type { FrontPair } from './fronts/front-pair.ts';

/** How a study's comparison was left: kept, so that it looks the same when one comes back. */
export interface CompareSettings {
  network?: string;
  /** Of the energy axis; chosen by the range of the energies where absent */
  logarithmic?: boolean;
  showDominated: boolean;
  hiddenMethods: string[];
  pair?: FrontPair;
  /** Where the cursors stand; fractions */
  accuracy?: number;
  energy?: number;
  /** Keys of points whose labels stay */
  pinned: string[];
  /** Lines and rows are configurations instead of runs */
  perConfiguration: boolean;
  /** Of parallel coordinates, from left to right; those that vary where absent */
  axes?: string[];
  /** Axes whose scale is not the usual one */
  scales: Record<string, 'linear' | 'logarithmic'>;
}

export function usualSettings(): CompareSettings {
  return { showDominated: true, hiddenMethods: [], pinned: [], perConfiguration: true, scales: {} };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const texts = (value: unknown): string[] | undefined => (Array.isArray(value) ? value.filter(isText) : undefined);
const level = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
const flag = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

function pairOf(value: unknown): FrontPair | undefined {
  const { method, against } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return isText(method) && isText(against) ? { method, against } : undefined;
}

function scalesOf(value: unknown): CompareSettings['scales'] {
  const entries = Object.entries(typeof value === 'object' && value !== null ? value : {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, 'linear' | 'logarithmic'] =>
      ['linear', 'logarithmic'].includes(entry[1] as string),
    ),
  );
}

/** What was kept, where it still makes sense; the usual elsewhere. */
export function readSettings(text: string | undefined): CompareSettings {
  const usual = usualSettings();
  let given: Partial<Record<keyof CompareSettings, unknown>>;
  try {
    given = (JSON.parse(text ?? '{}') ?? {}) as typeof given;
  } catch {
    return usual;
  }
  const [network, pair, axes] = [given.network, pairOf(given.pair), texts(given.axes)];
  const [logarithmic, accuracy, energy] = [flag(given.logarithmic), level(given.accuracy), level(given.energy)];
  return {
    showDominated: flag(given.showDominated) ?? usual.showDominated,
    hiddenMethods: texts(given.hiddenMethods) ?? usual.hiddenMethods,
    pinned: texts(given.pinned) ?? usual.pinned,
    perConfiguration: flag(given.perConfiguration) ?? usual.perConfiguration,
    scales: scalesOf(given.scales),
    ...(isText(network) ? { network } : {}),
    ...(logarithmic === undefined ? {} : { logarithmic }),
    ...(pair === undefined ? {} : { pair }),
    ...(accuracy === undefined ? {} : { accuracy }),
    ...(energy === undefined ? {} : { energy }),
    ...(axes === undefined || axes.length === 0 ? {} : { axes }),
  };
}
