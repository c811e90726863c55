import type { WorkbenchContext } from '../context.ts';
import type { WorkbenchHandlers } from '../handler-types.ts';

const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

export function draftHandlers({
  workspace,
}: WorkbenchContext): Pick<WorkbenchHandlers, 'drafts.list' | 'drafts.save' | 'drafts.remove'> {
  return {
    'drafts.list': () =>
      workspace()
        .drafts.list()
        .map(({ updatedAt, ...draft }) => ({ ...draft, updatedAt: isoTime(updatedAt) })),
    'drafts.save'({ id, ...draft }) {
      const saved = workspace().drafts.save(draft, id);
      return { id: saved.id, updatedAt: isoTime(saved.updatedAt) };
    },
    'drafts.remove'({ id }) {
      workspace().drafts.remove(id);
      return {};
    },
  };
}
