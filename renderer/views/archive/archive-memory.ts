/** An archive that was made or opened here before. */
export interface RecentArchive {
  /** Absolute */
  readonly path: string;
  /** Of its study */
  readonly name: string;
  /** ISO 8601, UTC */
  readonly at: string;
}

/** What the page of archives remembers. */
export interface ArchiveMemory {
  /** Latest first */
  readonly recent: readonly RecentArchive[];
  /** Where the last one was written to */
  readonly folder: string;
}

const mostRecent = 12;
export const emptyMemory: ArchiveMemory = { recent: [], folder: '' };

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

function recentOf(value: unknown): RecentArchive[] {
  const { path, name, at } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return isText(path) && isText(name) && isText(at) ? [{ path, name, at }] : [];
}

/** What was kept, where it still makes sense. */
export function readMemory(text: string | undefined): ArchiveMemory {
  try {
    const { recent, folder } = (JSON.parse(text ?? '{}') ?? {}) as Record<string, unknown>;
    return {
      recent: Array.isArray(recent) ? recent.flatMap(recentOf).slice(0, mostRecent) : [],
      folder: isText(folder) ? folder : '',
    };
  } catch {
    return emptyMemory;
  }
}

export function withRecent(memory: ArchiveMemory, archive: RecentArchive): ArchiveMemory {
  const others = memory.recent.filter(({ path }) => path !== archive.path);
  return { ...memory, recent: [archive, ...others].slice(0, mostRecent) };
}

export function withoutRecent(memory: ArchiveMemory, path: string): ArchiveMemory {
  return { ...memory, recent: memory.recent.filter((each) => each.path !== path) };
}
