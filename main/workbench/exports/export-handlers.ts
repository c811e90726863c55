import { resolve } from 'node:path';
import { figureStyleSchema } from '../../contract/figure-style.ts';
import type { CallContext } from '../../contract/rpc/server.ts';
import type { ExportSource } from '../../contract/workbench/exports.ts';
import { exportCommand, type ExportRequest, type ExportTarget } from '../../runs/exports/export-command.ts';
import { studyWord } from '../../runs/exports/study-word.ts';
import { siblingModule } from '../../runs/sibling-module.ts';
import type { OpenedArchives } from '../archives/opened-archives.ts';
import type { WorkbenchContext } from '../context.ts';
import { fileStem } from '../file-stem.ts';
import type { WorkbenchHandlers } from '../handler-types.ts';
import { createWarmWorker } from '../inspection/workers/warm-worker.ts';
import type { Comparisons } from '../studies/comparisons.ts';
import { exportOrigin, studyRevision, type ExportOrigin } from './export-origins.ts';
import type { ExportWorks, FilesInput, SubjectInput } from './export-worker.ts';

const entry = siblingModule(import.meta.url, './export-worker');
/** A figure of many points takes about so long; ending the thread would cost reading the study again */
const graceMs = 3000;
/** Reading a study takes seconds: it is kept while somebody thinks about what to export */
const idleMs = 10 * 60_000;

export interface ExportParts extends Pick<WorkbenchContext, 'workspace' | 'currentFolder'> {
  readonly comparisons: Comparisons;
  readonly archives: Pick<OpenedArchives, 'of'>;
  readonly closing: AbortSignal;
}

type AskedFor = Pick<ExportRequest, 'tables' | 'figures'> & { readonly prefix?: string | undefined };

type ExportMethod = Extract<keyof WorkbenchHandlers, `exports.${string}`>;

const noTables: ExportRequest['tables'] = { names: [], formats: [], options: { siunitx: false } };
const noFigures: ExportRequest['figures'] = { names: [], formats: [], style: figureStyleSchema.parse({}) };

function targetOf({ studyId, network, archivePath }: ExportOrigin): ExportTarget {
  return {
    studyId,
    ...(network === undefined ? {} : { network }),
    ...(archivePath === undefined ? {} : { archivePath }),
  };
}

/** Tables and figures, made in a thread that remembers the study it last read. */
export function exportHandlers(parts: ExportParts): Pick<WorkbenchHandlers, ExportMethod> {
  const worker = createWarmWorker<ExportWorks>(entry, { graceMs, idleMs });
  parts.closing.addEventListener('abort', () => worker.close());

  /** What is compared already is not compared again. */
  async function subjectInput(of: ExportSource, call: CallContext): Promise<SubjectInput> {
    const origin = exportOrigin(of, parts);
    const { workspace, studyId, network, comparisons } = origin;
    const input = { key: studyRevision(origin), workspaceFolder: workspace.folder, target: targetOf(origin) };
    if (await worker.ask('knows', input.key, { signal: call.signal })) return input;
    return { ...input, comparison: await comparisons.of(studyId, network, call) };
  }

  async function filesInput(of: ExportSource, request: ExportRequest, call: CallContext): Promise<FilesInput> {
    return { ...(await subjectInput(of, call)), request };
  }

  function stemOf(of: ExportSource): string {
    const { workspace, studyId } = exportOrigin(of, parts);
    return `${fileStem(workspace.studies.get(studyId).name)}-export`;
  }

  const requestOf = ({ tables, figures, prefix }: AskedFor): ExportRequest => ({
    ...{ tables, figures },
    ...(prefix === undefined ? {} : { prefix }),
  });

  return {
    'exports.list': async ({ of }, call) => worker.ask('list', await subjectInput(of, call), call),
    async 'exports.table'({ of, table, format, options, prefix }, call) {
      const tables = { names: [table], formats: [format], options };
      const request = requestOf({ tables, figures: noFigures, prefix });
      return worker.ask('files', await filesInput(of, request, call), call);
    },
    async 'exports.figure'({ of, figure, format, style }, call) {
      const figures = { names: [figure], formats: [format], style };
      return worker.ask('files', await filesInput(of, { tables: noTables, figures }, call), call);
    },
    async 'exports.bundle'({ of, ...selection }, call) {
      const input = await filesInput(of, requestOf(selection), call);
      return worker.ask('bundle', { ...input, stem: stemOf(of) }, call);
    },
    async 'exports.save'({ of, folder, replace, ...selection }, call) {
      const input = await filesInput(of, requestOf(selection), call);
      return worker.ask('save', { ...input, folder: resolve(parts.currentFolder, folder), replace }, call);
    },
    'exports.command'({ of, folder, ...selection }) {
      const { workspace, studyId, archivePath, network } = exportOrigin(of, parts);
      const command = exportCommand({
        ...requestOf(selection),
        study: archivePath ?? studyWord(workspace, studyId),
        ...(network === undefined ? {} : { network }),
        ...(folder === undefined ? {} : { folder }),
      });
      return { command };
    },
  };
}
