import { resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { LabError } from '../../contract/errors.ts';
import type { WorkbenchService } from '../../contract/workbench/workbench.ts';
import { addWorkspaceCommand } from '../options.ts';
import type { CommandSession, WorkspaceOptions } from '../session.ts';

interface ServeCommandOptions extends WorkspaceOptions {
  readonly port: number;
  readonly interface?: string;
}

const interfaceVariable = 'NOISEFLOOR_INTERFACE';

export function addServe(program: Command, session: CommandSession): void {
  addWorkspaceCommand(
    program,
    'serve',
    'Serves the workbench as a page to the browsers of this machine, until Ctrl-C.',
    'makes',
  )
    .addOption(new Option('--port <number>', 'of 127.0.0.1; 0: any that is free').argParser(portNumber).default(0))
    .addOption(new Option('--interface <folder>', 'of another build of the page').env(interfaceVariable).hideHelp())
    .addHelpText('after', '\nThe address lets one browser in; when it has been used, one for the next is printed.')
    .action((options: ServeCommandOptions) =>
      session.attend(options, (signal, workspace, say) => serve(session, options, { signal, workspace, say })),
    );
}

interface Attendance {
  readonly signal: AbortSignal;
  readonly workspace: string;
  say(line: string): void;
}

async function serve(
  { context, command, json }: CommandSession,
  options: ServeCommandOptions,
  { signal, workspace, say }: Attendance,
): Promise<void> {
  // Only now, because other commands need nothing of it
  const { createWorkbench } = await import('../../workbench/create-workbench.ts');
  const { createServer } = await import('../../server/create-server.ts');
  const { currentFolder } = context;
  const workbench = await createWorkbench({ workspace, command, currentFolder, capabilities: { pickFiles: false } });
  try {
    const server = await createServer({
      workbench,
      port: options.port,
      interfaceFolder: options.interface === undefined ? undefined : resolve(currentFolder, options.interface),
      log: say,
      onEntered: (address) => say(`For another browser: ${address}`),
    });
    const { address, port } = server;
    context.output.write(json ? `${JSON.stringify({ address, port, workspace })}\n` : `The workbench: ${address}\n`);
    await aborted(signal);
    const left = unfinished(workbench.service);
    await server.close();
    if (left > 0) {
      const runs = left === 1 ? '1 run is' : `${left} runs are`;
      say(`${runs} not finished; what was done is kept, and \`npm run -s lab -- runs resume\` goes on with it.`);
    }
  } finally {
    await workbench.close();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Runs in the queue; none where the store cannot be opened, which the page tells. */
function unfinished({ sources }: WorkbenchService): number {
  let count = 0;
  try {
    sources.queue({}, ({ items }) => (count = items.length))();
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
  }
  return count;
}

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 65_536) return port;
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}
