import { runCommandLine } from '../../main/cli/command-line.ts';

const cache = new Map<string, Promise<string | undefined>>();

/**
 * What `lab PATH --help` prints; undefined when there is no such command.
 *
 * @param path for example ['runs', 'list']
 */
export function labHelp(path: readonly string[]): Promise<string | undefined> {
  const key = path.join(' ');
  const known = cache.get(key) ?? printedHelp(path);
  cache.set(key, known);
  return known;
}

async function printedHelp(path: readonly string[]): Promise<string | undefined> {
  let text = '';
  const stream = { write: (part: string) => (text += part) };
  const code = await runCommandLine([...path, '--help'], {
    output: stream,
    errors: stream,
    environment: {},
    currentFolder: '.',
    signals: { on: () => undefined, off: () => undefined },
    exit: () => undefined,
    now: () => 0,
    openLaboratory: () => Promise.reject(new Error('Help opens nothing')),
  });
  const usage = ['Usage: lab', ...path].join(' ');
  return code === 0 && (text.startsWith(`${usage} `) || text.startsWith(`${usage}\n`)) ? text : undefined;
}

/** Names of the commands below a path, as its help lists them. */
export async function subcommands(path: readonly string[]): Promise<string[]> {
  const [, list = ''] = ((await labHelp(path)) ?? '').split('\nCommands:\n');
  return [...list.matchAll(/^ {2}(\w[\w-]*)/gm)].map(([, name]) => name!);
}

/**
 * What is wrong with the words of a command line in a text: an unknown command, or options it does not have.
 *
 * @param words what follows `lab`; the command ends at the first word that is not a plain lower-case one
 */
export async function commandProblems(words: readonly string[]): Promise<string[]> {
  const end = words.findIndex((word) => !/^[a-z]+$/.test(word));
  const path = end < 0 ? words : words.slice(0, end);
  const help = await labHelp(path);
  if (help === undefined) return [`there is no command lab ${words.join(' ')}`];
  return words
    .filter((word) => word.startsWith('--') && !help.includes(`${word.split('=')[0]!} `) && word !== '--help')
    .map((option) => `lab ${path.join(' ')} has no option ${option}`);
}
