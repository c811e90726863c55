import { zipSync } from 'fflate';
import type { StudyComparison } from '../../contract/results.ts';
import type { ExportedFile, ExportEntry } from '../../contract/workbench/exports.ts';
import type { ExportRequest, ExportTarget } from '../../runs/exports/export-command.ts';
import { exportDocuments, exportWorks, type ExportDocuments } from '../../runs/exports/export-files.ts';
import { exportStudy } from '../../runs/exports/export-study.ts';
import { exportSubject, type StoredSubject } from '../../runs/exports/export-subject.ts';
import { openWorkspace, type Workspace } from '../../store/workspace.ts';
import type { WorkContext } from '../inspection/workers/messages.ts';
import { checkWanted, serveWorks } from '../inspection/workers/serve-works.ts';
import { mediaType } from './media-type.ts';

/** What is exported from, and under what it is remembered. */
export interface SubjectInput {
  /** Changes whenever anything of the study does */
  readonly key: string;
  /** Of the workspace */
  readonly workspaceFolder: string;
  readonly target: ExportTarget;
  /** Needed where the thread does not remember the subject */
  readonly comparison?: StudyComparison;
}

export interface FilesInput extends SubjectInput {
  readonly request: ExportRequest;
}

interface Remembered {
  readonly key: string;
  readonly subject: StoredSubject;
  readonly documents: ExportDocuments;
}

let last: Remembered | undefined;

/** @param share of the work that reading the study is */
async function remembered(input: SubjectInput, context: WorkContext, share: number): Promise<Remembered> {
  if (last?.key === input.key) return last;
  const { key, target, comparison } = input;
  const subject = await inWorkspace(input, (workspace) =>
    exportSubject(workspace, target.studyId, {
      ...(target.network === undefined ? {} : { network: target.network }),
      ...(comparison === undefined ? {} : { comparison }),
      // Each file names a command of its own
      command: '',
      onProgress(fraction, detail) {
        checkWanted(context);
        context.progress({ fraction: share * fraction, detail });
      },
    }),
  );
  last = { key, subject, documents: exportDocuments(subject) };
  return last;
}

async function inWorkspace<Result>(
  { workspaceFolder }: SubjectInput,
  work: (workspace: Workspace) => Promise<Result>,
): Promise<Result> {
  const workspace = openWorkspace(workspaceFolder, { readOnly: true });
  try {
    return await work(workspace);
  } finally {
    workspace.close();
  }
}

const knows = (key: string): boolean => last?.key === key;

interface Listed {
  readonly study: { readonly name: string };
  readonly tables: ExportEntry[];
  readonly figures: ExportEntry[];
}

async function list(input: SubjectInput, context: WorkContext): Promise<Listed> {
  const { subject, documents } = await remembered(input, context, 1);
  const entry = ({ id, title, caption }: ExportDocuments['tables'][number] | ExportDocuments['figures'][number]) => ({
    name: id,
    title,
    caption,
  });
  const { name } = subject.comparison.study;
  return { study: { name }, tables: documents.tables.map(entry), figures: documents.figures.map(entry) };
}

/** The share of the work that is reading the study, where it must be read */
const readingShare = 0.7;

interface Made {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly undrawn: readonly string[];
}

async function filesOf(input: FilesInput, context: WorkContext): Promise<Made> {
  const start = knows(input.key) ? 0 : readingShare;
  const { subject, documents } = await remembered(input, context, start);
  const works = exportWorks(documents, input.request, subject, input.target.network);
  // Two formats may share a file
  const files = new Map<string, Uint8Array>();
  const undrawn = new Set<string>();
  for (const [index, { detail, make }] of works.entries()) {
    checkWanted(context);
    context.progress({ fraction: start + (1 - start) * (index / works.length), detail });
    for (const { file, bytes, undrawn: boxes = [] } of await make()) {
      files.set(file, bytes);
      for (const character of boxes) undrawn.add(character);
    }
  }
  return { files, undrawn: [...undrawn] };
}

const asFile = ([name, bytes]: readonly [string, Uint8Array]): ExportedFile => ({
  name,
  mediaType: mediaType(name),
  bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
});

async function files(input: FilesInput, context: WorkContext): Promise<{ files: ExportedFile[]; undrawn?: string[] }> {
  const { files: made, undrawn } = await filesOf(input, context);
  return { files: [...made].map(asFile), ...(undrawn.length === 0 ? {} : { undrawn: [...undrawn] }) };
}

/** A zip has times, and the same files are to be the same bytes: the earliest that it can have, wherever that is */
const zipTime = new Date(1980, 0, 1);

/** @param stem of the zip and of the folder in it */
async function bundle(
  { stem, ...input }: FilesInput & { readonly stem: string },
  context: WorkContext,
): Promise<{ file: ExportedFile }> {
  const written = [...(await filesOf(input, context)).files];
  if (written.length === 1) return { file: asFile(written[0]!) };
  const entries = Object.fromEntries(written.map(([name, bytes]) => [`${stem}/${name}`, bytes]));
  return { file: asFile([`${stem}.zip`, zipSync(entries, { mtime: zipTime })]) };
}

const advice =
  'Choose another folder, or give a prefix; with “Replace files that are in the way” ticked they are written over.';

async function save(
  { folder, replace, ...input }: FilesInput & { readonly folder: string; readonly replace: boolean },
  context: WorkContext,
): Promise<{ folder: string; files: string[] }> {
  const start = knows(input.key) ? 0 : readingShare;
  const { subject } = await remembered(input, context, start);
  const written = await inWorkspace(input, (workspace) =>
    exportStudy(workspace, { ...input.target, folder }, input.request, {
      ...{ subject, replace, advice },
      onProgress(fraction, detail) {
        checkWanted(context);
        context.progress({ fraction: start + (1 - start) * fraction, detail });
      },
    }),
  );
  return { folder: written.folder, files: [...written.files.map(({ file }) => file), written.provenance] };
}

const works = { knows, list, files, bundle, save };
export type ExportWorks = typeof works;

serveWorks(works);
