import { readSpecificationText } from '../../runs/specification/read-specification-text.ts';
import { readSpecification } from '../../runs/specification/read-specification.ts';
import { resourcePath } from '../../runs/resources.ts';
import type { WorkbenchContext } from '../context.ts';
import type { WorkbenchHandlers } from '../handler-types.ts';

type StudyChange = 'studies.launch' | 'studies.quickstart' | 'studies.annotate' | 'studies.trash' | 'studies.restore';

/** Beginning studies, and doing something to them. */
export function studyChanges(context: WorkbenchContext): Pick<WorkbenchHandlers, StudyChange> {
  const { workspace, workspaceFolder, parts, currentFolder } = context;
  const runsOf = (studyId: number): readonly number[] =>
    workspace()
      .runs.list({ studyId })
      .map(({ id }) => id);

  return {
    'studies.launch'({ text, folder }) {
      const where = { currentFolder, workspace: workspaceFolder, ...(folder === undefined ? {} : { folder }) };
      const asked = readSpecificationText(text, where);
      const { studyId, runs } = parts().queue.launch(asked);
      parts().feed.studiesChanged();
      return { studyId, runs: [...runs] };
    },
    'studies.quickstart'() {
      const asked = readSpecification(resourcePath('studies/quickstart.yaml'), { currentFolder });
      const { studyId, runs } = parts().queue.launch(asked, { fresh: true });
      parts().feed.studiesChanged();
      return { studyId, runs: [...runs] };
    },
    'studies.annotate'({ id, name, notes }) {
      const store = workspace();
      store.exclusively(() => {
        store.studies.get(id);
        if (name !== undefined) store.studies.rename(id, name);
        if (notes !== undefined) store.studies.setNotes(id, notes);
      });
      parts().feed.studiesChanged();
      // Rows have its name
      if (name !== undefined) parts().feed.runsChanged(runsOf(id));
      return {};
    },
    'studies.trash'({ id }) {
      const runs = runsOf(id);
      workspace().trash.addStudy(id);
      parts().settle(runs);
      parts().feed.runsGone(runs);
      parts().feed.studiesChanged();
      return {};
    },
    'studies.restore'({ id }) {
      workspace().trash.restoreStudy(id);
      parts().feed.runsChanged(runsOf(id));
      parts().feed.studiesChanged();
      return {};
    },
  };
}
