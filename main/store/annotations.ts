import type { Connection } from './connection.ts';
import { readRunState } from './run-rows.ts';

export interface RunAnnotations {
  readonly locked: boolean;
  readonly notes: string;
  /** In alphabetical order */
  readonly tags: readonly string[];
}

export interface AnnotationChange {
  readonly locked?: boolean;
  readonly notes?: string;
  readonly addTags?: readonly string[];
  readonly removeTags?: readonly string[];
}

export interface AnnotationRepository {
  /** @throws LabError 'not-found' */
  ofRun(runId: number): RunAnnotations;
  /** Changes all of the runs or none. @throws LabError 'not-found' */
  change(runIds: readonly number[], change: AnnotationChange): void;
}

/** What users say about runs. */
export function annotationRepository(connection: Connection): AnnotationRepository {
  function changeRun(runId: number, { locked, notes, addTags = [], removeTags = [] }: AnnotationChange): void {
    readRunState(connection, runId);
    if (locked !== undefined) {
      connection.run('UPDATE runs SET locked = @locked WHERE id = @runId', { runId, locked: locked ? 1 : 0 });
    }
    if (notes !== undefined) connection.run('UPDATE runs SET notes = @notes WHERE id = @runId', { runId, notes });
    for (const tag of removeTags) {
      connection.run('DELETE FROM run_tags WHERE run_id = @runId AND tag = @tag', { runId, tag });
    }
    for (const tag of addTags) {
      connection.run('INSERT INTO run_tags (run_id, tag) VALUES (@runId, @tag) ON CONFLICT DO NOTHING', { runId, tag });
    }
  }

  return {
    ofRun(runId) {
      readRunState(connection, runId);
      const { locked, notes } = connection.get<{ locked: number; notes: string }>(
        'SELECT locked, notes FROM runs WHERE id = @runId',
        { runId },
      )!;
      const tags = connection.all<{ tag: string }>('SELECT tag FROM run_tags WHERE run_id = @runId ORDER BY tag', {
        runId,
      });
      return { locked: locked === 1, notes, tags: tags.map(({ tag }) => tag) };
    },
    change: (runIds, change) => connection.transaction(() => runIds.forEach((runId) => changeRun(runId, change))),
  };
}
