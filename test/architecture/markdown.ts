/** Text with its fenced blocks taken out, and those blocks. */
function divide(markdown: string): { readonly prose: string; readonly blocks: readonly string[] } {
  const blocks: string[] = [];
  const prose = markdown.replaceAll(/^```[^\n]*\n([\s\S]*?)^```$/gm, (_, block: string) => {
    blocks.push(block);
    return '';
  });
  return { prose, blocks };
}

const inlineCode = /`([^`\n]+)`/g;

/** Targets of links and images, outside code. */
export function linksOf(markdown: string): string[] {
  const prose = divide(markdown).prose.replaceAll(inlineCode, '``');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
}

/** What links may point to with `#`: headings in lower case, punctuation gone, hyphens for spaces. */
export function anchorsOf(markdown: string): string[] {
  return [...divide(markdown).prose.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Everything set as code: what is inline, and the lines of blocks. */
export function codeOf(markdown: string): string[] {
  const { prose, blocks } = divide(markdown);
  return [...[...prose.matchAll(inlineCode)].map(([, code]) => code!), ...blocks.flatMap((block) => block.split('\n'))];
}

const projectPath = /^(?:main|test|build|docs|resources|preload|renderer|\.ci)\/[\w./-]+$/;

/** Inline code that is the path of a file or folder of the project. */
export function pathsOf(markdown: string): string[] {
  return [...divide(markdown).prose.matchAll(inlineCode)]
    .map(([, code]) => code!)
    .filter((code) => projectPath.test(code));
}

export interface NpmCommand {
  /** `test`, `quickstart`, ... */
  readonly script: string;
  /** What follows `--` */
  readonly words: readonly string[];
}

/** Each `npm run SCRIPT -- WORDS` and `npm test` that is set as code. */
export function npmCommandsOf(markdown: string): NpmCommand[] {
  return codeOf(markdown)
    .flatMap((code) => code.split(/&&|;|\||#/))
    .flatMap((command): NpmCommand[] => {
      const match = /\bnpm (?:run (?:-s |--silent )?([\w:-]+)|(test))(?: -- (.*))?/.exec(command);
      const script = match?.[1] ?? match?.[2];
      if (script === undefined) return [];
      // What is quoted is one word: it may hold another program's options
      return [{ script, words: (match?.[3] ?? '').match(/"[^"]*"|'[^']*'|\S+/g) ?? [] }];
    });
}
