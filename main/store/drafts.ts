import { LabError } from '../contract/errors.ts';
import type { Connection } from './connection.ts';

export interface NewDraft {
  readonly name: string;
  /** The specification as written so far */
  readonly written: Readonly<Record<string, unknown>>;
  /** Whatever the wizard keeps besides */
  readonly wizard: Readonly<Record<string, unknown>>;
}

export interface StoredDraft extends NewDraft {
  readonly id: number;
  readonly updatedAt: number;
}

export interface DraftRepository {
  /** The one last saved first */
  list(): readonly StoredDraft[];
  /**
   * @param id of the draft to replace; a new one without
   * @throws LabError 'not-found'
   */
  save(draft: NewDraft, id?: number): { readonly id: number; readonly updatedAt: number };
  /** @throws LabError 'not-found' */
  remove(id: number): void;
}

interface DraftRow {
  readonly id: number;
  readonly name: string;
  readonly written: string;
  readonly wizard: string;
  readonly updatedAt: number;
}

type Content = Readonly<Record<string, unknown>>;

function notFound(id: number): LabError {
  return new LabError('not-found', `There is no draft ${id} in this workspace.`, 'Begin a new study.');
}

/** @param now milliseconds since 1970 */
export function draftRepository(connection: Connection, now: () => number): DraftRepository {
  return {
    list: () =>
      connection
        .all<DraftRow>(
          'SELECT id, name, written, wizard, updated_at AS updatedAt FROM drafts ORDER BY updated_at DESC, id DESC',
        )
        .map(({ written, wizard, ...row }) => ({
          ...row,
          written: JSON.parse(written) as Content,
          wizard: JSON.parse(wizard) as Content,
        })),
    save({ name, written, wizard }, id) {
      const updatedAt = now();
      const values = { name, written: JSON.stringify(written), wizard: JSON.stringify(wizard), updatedAt };
      if (id === undefined) {
        const { lastId } = connection.run(
          'INSERT INTO drafts (name, written, wizard, updated_at) VALUES (@name, @written, @wizard, @updatedAt)',
          values,
        );
        return { id: lastId, updatedAt };
      }
      const { changes } = connection.run(
        'UPDATE drafts SET name = @name, written = @written, wizard = @wizard, updated_at = @updatedAt WHERE id = @id',
        { id, ...values },
      );
      if (changes === 0) throw notFound(id);
      return { id, updatedAt };
    },
    remove(id) {
      if (connection.run('DELETE FROM drafts WHERE id = @id', { id }).changes === 0) throw notFound(id);
    },
  };
}
