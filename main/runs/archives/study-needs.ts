import type { StudyNeed } from '../../contract/archive.ts';
import type { DataSource } from '../../contract/data.ts';
import { methodArchitecture } from '../../contract/specification.ts';
import type { OpenedArchive } from '../../archive/open-archive.ts';
import type { Workspace } from '../../store/workspace.ts';
import { valueAt } from '../specification/schema-guide.ts';
import { parseYamlText } from '../specification/yaml-text.ts';

const dataFiles: Readonly<Record<DataSource, string>> = {
  glyphs: 'built in',
  cifar10: 'CIFAR-10, the folder with its binary batches',
  idx: 'data, a folder with the four files of MNIST or others in its format',
  npz: 'data, NumPy arrays',
  images: 'data, a folder of images',
  csv: 'data, a CSV file',
};

/** What runs of a study have recorded of a file that they read. Each value once: where there are several, it has changed. */
type Recorded = (part: string) => StudyNeed['checksums'];

function recordedIn(workspace: Workspace, studyId: number): Recorded {
  const all = workspace.runs.list({ studyId }).flatMap(({ id }) => {
    const { study, method } = workspace.runs.get(id).configuration;
    // What another network begins with is none of the study's weights
    const isOwn = study.model.weights !== undefined && (method === undefined || !methodArchitecture(method));
    return workspace.runs.provenances(id).map(({ checksums: { weights, ...checksums } }) => ({
      ...checksums,
      ...(isOwn && weights !== undefined ? { weights } : {}),
    }));
  });
  return (part) => {
    const found = all.flatMap((checksums: Readonly<Record<string, string>>) => checksums[part] ?? []);
    return [...new Set(found)].map((sha256) => ({ part, sha256 }));
  };
}

/** SHA-256 of the weights that runs of a study began with, where these are a file that it names. */
export function recordedWeights(workspace: Workspace, studyId: number): readonly string[] {
  return recordedIn(workspace, studyId)('weights').map(({ sha256 }) => sha256);
}

/** How the specification names a file. */
export function writtenPath(written: unknown, field: string): string | undefined {
  const found = valueAt(written, field.split('.'));
  return typeof found === 'string' ? found : undefined;
}

/**
 * What a study reads besides the program: data, a network, weights. What its profiles say is in the specification itself.
 *
 * @param held fields whose files are in the archive that is asked about
 */
export function studyNeeds(workspace: Workspace, studyId: number, held: ReadonlySet<string>): readonly StudyNeed[] {
  const { specification, source } = workspace.studies.get(studyId);
  const { data, model } = specification;
  const { value } = parseYamlText(source);
  const recorded = recordedIn(workspace, studyId);
  const need = (field: string, what: string, path: string | undefined, checksums: StudyNeed['checksums']) =>
    path === undefined
      ? []
      : [{ field, what, path: writtenPath(value, field) ?? path, checksums, held: held.has(field) }];
  const parts = [...recorded('training'), ...recorded('test')];
  const network = model.checksum === undefined ? recorded('network') : [{ part: 'network', sha256: model.checksum }];
  const ofTestPart = data.source === 'csv' ? data.testPath : undefined;
  return [
    ...need('data.path', dataFiles[data.source], data.path, parts),
    ...need('data.testPath', 'its test part, a CSV file', ofTestPart, recorded('test')),
    ...need('model.file', 'network file', model.file, network),
    ...need('model.weights', 'weights file', model.weights, recorded('weights')),
  ];
}

/** What the study of an archive reads, and whether it is in it. */
export function needsOf({
  workspace,
  studyId,
  summary,
}: Pick<OpenedArchive, 'workspace' | 'studyId' | 'summary'>): readonly StudyNeed[] {
  return studyNeeds(workspace, studyId, new Set(summary.inputs.map(({ field }) => field)));
}
