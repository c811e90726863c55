const blank = (text: string): string => text.replaceAll(/[^\n]/g, '');

/** The scripts of a Vue component, each on its own lines. */
function scriptsOf(component: string): string {
  let end = 0;
  let scripts = '';
  for (const match of component.matchAll(/(<script[^>]*>)([\s\S]*?)<\/script>/g)) {
    scripts += blank(component.slice(end, match.index) + match[1]!) + match[2]!;
    end = match.index + match[0].length;
  }
  return scripts;
}

/** What of a source file is TypeScript or JavaScript, line by line as in the file. */
export const codeIn = (path: string, text: string): string => (path.endsWith('.vue') ? scriptsOf(text) : text);
