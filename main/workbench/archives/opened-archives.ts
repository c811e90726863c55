import { randomUUID } from 'node:crypto';
import { openArchive } from '../../archive/open-archive.ts';
import type { ArchiveSummary, StudyNeed } from '../../contract/archive.ts';
import { LabError } from '../../contract/errors.ts';
import type { CallContext } from '../../contract/rpc/server.ts';
import { needsOf } from '../../runs/archives/study-needs.ts';
import type { Workspace } from '../../store/workspace.ts';
import { fileSignature } from '../inspection/file-signature.ts';
import { createComparisons, type Comparisons } from '../studies/comparisons.ts';
import { archiveReading, type ArchiveReading } from './archive-reading.ts';
import { timedProgress } from './timed-progress.ts';

/** An archive that somebody looks at. */
export interface Opened {
  /** Its handle */
  readonly archive: string;
  /** Absolute */
  readonly path: string;
  readonly summary: ArchiveSummary;
  /** Read-only, of its own */
  readonly workspace: Workspace;
  readonly studyId: number;
  /** What it takes to run it again */
  readonly needs: readonly StudyNeed[];
  readonly comparisons: Comparisons;
  readonly reading: ArchiveReading;
}

export interface OpenedArchives {
  /**
   * The same file again is the same one.
   *
   * @param path absolute
   * @throws LabError why the archive is refused
   */
  open(path: string, call: CallContext): Promise<Opened>;
  /** @throws LabError 'not-found' when it is not open, or not any more */
  of(archive: string): Opened;
  close(archive: string): Promise<void>;
  /** What cannot be removed stays in the temporary folder: closing goes on. */
  closeAll(): Promise<void>;
}

interface Kept extends Opened {
  /** Of the file when it was opened */
  readonly signature: string;
  end(): Promise<void>;
}

/** Each has its rows, and perhaps weights, in a temporary folder. The one that was asked for longest ago is closed. */
const mostOpen = 4;

/** Archives that are open for looking at. */
export function createOpenedArchives(): OpenedArchives {
  const kept = new Map<string, Kept>();

  async function close(archive: string): Promise<void> {
    const closing = kept.get(archive);
    kept.delete(archive);
    await closing?.end();
  }

  function touch(opened: Kept): Kept {
    kept.delete(opened.archive);
    kept.set(opened.archive, opened);
    return opened;
  }

  async function begin(path: string, call: CallContext): Promise<Kept> {
    const signature = fileSignature(path);
    const { summary, workspace, studyId, close: end } = await openArchive(path, timedProgress(call));
    const closing = new AbortController();
    const comparisons = createComparisons(() => workspace);
    return {
      archive: randomUUID(),
      path,
      signature,
      summary,
      workspace,
      studyId,
      needs: needsOf({ workspace, studyId, summary }),
      comparisons,
      reading: archiveReading(workspace, { comparisons, closing: closing.signal }),
      async end() {
        closing.abort();
        await end();
      },
    };
  }

  return {
    async open(path, call) {
      const before = [...kept.values()].find((each) => each.path === path && each.signature === fileSignature(path));
      if (before !== undefined) return touch(before);
      const opened = touch(await begin(path, call));
      for (const { archive, path: other } of [...kept.values()]) {
        const isOutdated = other === path && archive !== opened.archive;
        if (isOutdated || (kept.size > mostOpen && archive !== opened.archive)) await close(archive);
      }
      return opened;
    },
    of(archive) {
      const opened = kept.get(archive);
      if (opened !== undefined) return touch(opened);
      throw new LabError('not-found', 'This archive is not open any more.', 'Open it again.');
    },
    close,
    async closeAll() {
      await Promise.allSettled([...kept.keys()].map(close));
    },
  };
}
