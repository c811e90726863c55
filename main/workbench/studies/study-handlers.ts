import type { Specification } from '../../contract/specification.ts';
import { parseYamlText } from '../../runs/specification/yaml-text.ts';
import type { WorkbenchContext } from '../context.ts';
import type { WorkbenchHandlers } from '../handler-types.ts';
import { studyEntries, studyEntry } from './study-entries.ts';

type StudyReading = 'studies.list' | 'studies.show';

/** Looking at studies. */
export function studyReading({
  workspace,
}: Pick<WorkbenchContext, 'workspace'>): Pick<WorkbenchHandlers, StudyReading> {
  return {
    'studies.list': ({ trashed }) => studyEntries(workspace(), trashed),
    'studies.show'({ id }) {
      const { source, specification } = workspace().studies.get(id);
      return { study: studyEntry(workspace(), id), text: source, written: writtenOf(source, specification) };
    },
  };
}

type Written = Readonly<Record<string, unknown>>;

const isMapping = (value: unknown): value is Written => typeof value === 'object' && value !== null;

/**
 * What an author wrote, for writing something like it elsewhere: paths are those that were found, as nobody knows any more
 * what they were relative to.
 */
function writtenOf(source: string, specification: Specification): Record<string, unknown> {
  const { value } = parseYamlText(source);
  if (!isMapping(value)) return { ...specification };
  const { data, model } = value;
  return {
    ...value,
    ...(isMapping(data) ? { data: { ...data, ...foundData(data, specification.data) } } : {}),
    ...(isMapping(model) ? { model: { ...model, ...foundFiles(model, specification.model) } } : {}),
  };
}

function foundFiles(written: Written, { file, weights }: Specification['model']): Written {
  return { ...('file' in written ? { file } : {}), ...('weights' in written ? { weights } : {}) };
}

function foundData(written: Written, data: Specification['data']): Written {
  return {
    ...('path' in written ? { path: data.path } : {}),
    ...(data.source === 'csv' && 'testPath' in written ? { testPath: data.testPath } : {}),
  };
}
