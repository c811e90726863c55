/** The YAML of a study under another name, everything else as it is; undefined where its name does not stand on one line. */
export function renamedText(text: string, name: string): string | undefined {
  const line = /^name:[ \t]*(?![|>\s])[^\n]*$/m;
  // A value that goes on in the next, indented line is not one line
  const continued = /^name:[^\n]*\n[ \t]+\S/m;
  if (!line.test(text) || continued.test(text)) return undefined;
  return text.replace(line, () => `name: ${JSON.stringify(name)}`);
}
