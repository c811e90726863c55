/** A word of a command line, in quotes where a POSIX shell would take it apart. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A command of this program, as it is typed in the project's folder. */
export function labCommand(words: readonly string[]): string {
  return ['npm run -s lab --', ...words.map(shellWord)].join(' ');
}
