import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import {
  archiveExtension,
  archivedWeightsSchema,
  type ArchivedWeights,
  type ArchiveImport,
} from '../../contract/archive.ts';
import { LabError } from '../../contract/errors.ts';
import { addCommand, addWorkspaceCommand, formerReplaceOption, notEmpty, replaceOption } from '../options.ts';
import type { CommandSession, CommonOptions, WorkspaceOptions } from '../session.ts';
import { conflictLine, contentsText, importText, summaryText, verificationText } from './archive-text.ts';

const fileArgument = ['<file>', `an archive, for example study${archiveExtension}`, notEmpty] as const;

/** `archive create`, `archive verify`, `archive open`, `archive import` */
export function addArchive(program: Command, session: CommandSession): void {
  const archive = program
    .command('archive')
    .description('A study in one file: made, checked, looked at, imported.')
    .helpCommand(false);
  const absolute = (path: string): string => resolve(session.context.currentFolder, path);
  addCreate(archive, session, absolute);
  addVerify(archive, session, absolute);
  addOpen(archive, session, absolute);
  addImport(archive, session, absolute);
}

type Absolute = (path: string) => string;

interface CreateOptions extends WorkspaceOptions {
  readonly weights: ArchivedWeights;
  readonly inputs: boolean;
  readonly replace?: true;
}

function addCreate(archive: Command, session: CommandSession, absolute: Absolute): void {
  addWorkspaceCommand(
    archive,
    'create',
    'Writes a study into one file that opens anywhere, with a report for browsers.',
    'reads',
  )
    .argument('<study>', 'its number or its name')
    .argument('<file>', `to be written, for example study${archiveExtension}`, notEmpty)
    .addOption(
      new Option('--weights <which>', 'trained weights: none, final ones, or all checkpoints to resume from')
        .choices(archivedWeightsSchema.options)
        .default('final'),
    )
    .option('--no-inputs', 'leave out files of your own that the study reads: network, weights, profiles')
    .addOption(replaceOption())
    .addOption(formerReplaceOption())
    .action((study: string, file: string, { weights, inputs, replace, ...options }: CreateOptions) =>
      session.work(options, async ({ laboratory, watcher }) => {
        const summary = await laboratory.createArchive(
          study,
          absolute(file),
          { weights, inputs, replace: replace === true },
          watcher,
        );
        return { document: summary, text: summaryText(summary) };
      }),
    );
}

function addVerify(archive: Command, session: CommandSession, absolute: Absolute): void {
  addCommand(archive, 'verify', 'Reads an archive from beginning to end and names everything that is wrong with it.')
    .argument(...fileArgument)
    .action((file: string, options: CommonOptions) =>
      session.work(options, async ({ laboratory, watcher }) => {
        const verification = await laboratory.verifyArchive(absolute(file), watcher);
        const { valid, problems } = verification;
        const problem = new LabError(
          'invalid-archive',
          `${problems.length === 1 ? 'One thing is' : `${problems.length} things are`} wrong with ${file}.`,
          'Get the file again from where it came from.',
        );
        const document = { document: verification, text: verificationText(verification) };
        return valid ? document : { ...document, problem };
      }),
    );
}

function addOpen(archive: Command, session: CommandSession, absolute: Absolute): void {
  addCommand(
    archive,
    'open',
    "Prints an archive's tables and where they come from. Imports nothing, needs no workspace.",
  )
    .argument(...fileArgument)
    .option(
      '--extract <folder>',
      'write its report, its specification and the files that the study reads there',
      notEmpty,
    )
    .action((file: string, { extract, ...options }: CommonOptions & { readonly extract?: string }) =>
      session.work(options, async ({ laboratory, watcher }) => {
        const target = extract === undefined ? {} : { extractTo: absolute(extract) };
        const contents = await laboratory.openArchive(absolute(file), target, watcher);
        return { document: contents, text: contentsText(contents) };
      }),
    );
}

interface ImportOptions extends WorkspaceOptions {
  readonly keepMine?: true;
  readonly asCopy?: true;
}

function addImport(archive: Command, session: CommandSession, absolute: Absolute): void {
  addWorkspaceCommand(
    archive,
    'import',
    'Adds the study of an archive to the workspace, or what is new of it. Twice is once.',
    'makes',
  )
    .argument(...fileArgument)
    .addOption(new Option('--keep-mine', 'where runs differ, keep those that are here and import the rest'))
    .addOption(new Option('--as-copy', 'import everything as a study of its own').conflicts('keepMine'))
    .action((file: string, { keepMine, asCopy, ...options }: ImportOptions) =>
      session.work(options, async ({ laboratory, watcher }) => {
        const mode = asCopy === true ? 'as-copy' : keepMine === true ? 'keep-mine' : 'refuse';
        const imported = await laboratory.importArchive(absolute(file), mode, watcher);
        const answer = { document: imported, text: importText(imported) };
        return imported.outcome === 'refused' ? { ...answer, problem: refusal(imported, mode) } : answer;
      }),
    );
}

function refusal({ conflicts }: ArchiveImport, mode: string): LabError {
  const [first] = conflicts;
  const others = conflicts.length === 1 ? '' : `, and ${conflicts.length - 1} more`;
  return new LabError(
    'archive-conflict',
    `The archive and the workspace differ in ${conflictLine(first!)}${others}.`,
    mode === 'keep-mine'
      ? 'Use `--as-copy` to import it as a study of its own.'
      : 'Use `--keep-mine` to keep the runs that are here and import the rest, or `--as-copy` to import everything as a study of its own.',
  );
}
