import { create, type Font } from 'fontkit';
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A font with the file it is of. */
export interface FontFile {
  readonly font: Font;
  readonly bytes: Buffer;
  /** Of a file with several fonts: which one */
  readonly member?: string;
}

/** Where the system and its user keep fonts. */
export function systemFontFolders(platform: NodeJS.Platform = process.platform): readonly string[] {
  const home = homedir();
  switch (platform) {
    case 'win32':
      return [
        join(process.env['WINDIR'] ?? 'C:\\Windows', 'Fonts'),
        join(process.env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Microsoft', 'Windows', 'Fonts'),
      ];
    case 'darwin':
      return ['/System/Library/Fonts', '/Library/Fonts', join(home, 'Library', 'Fonts')];
    default:
      return [
        ...['/usr/share/fonts', '/usr/local/share/fonts', join(home, '.local', 'share', 'fonts')],
        join(home, '.fonts'),
      ];
  }
}

/** Sans serif ones of many scripts, as systems have them. */
const broad =
  /sans ?cjk|source ?han ?sans|wqy|droid ?sans ?fallback|pingfang|hiragino sans|apple ?sd ?gothic|msyh|yugoth|msgothic|malgun|arial ?uni/i;
const unlikely = /bold|black|heavy|light|thin|italic|oblique|serif|mono|condensed|display/i;
/** Boxes, colours and bitmaps: nothing that belongs into a figure. */
const useless = /last ?resort|adobe ?blank|emoji|unifont/i;

function rank(path: string): number {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return (unlikely.test(name) ? 2 : 0) + (broad.test(name) ? 0 : 1);
}

/** Files of fonts in an order that depends on their names alone, so that the same machine takes the same one. */
function fontFiles(folders: readonly string[]): readonly string[] {
  return folders
    .flatMap((folder) => {
      try {
        return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
      } catch {
        return [];
      }
    })
    .filter((path) => /\.(ttf|otf|ttc)$/i.test(path) && !useless.test(path))
    .map((path) => ({ path, rank: rank(path) }))
    .toSorted((first, second) => first.rank - second.rank || (first.path < second.path ? -1 : 1))
    .map(({ path }) => path);
}

/** Does it have an outline of the character, and may it be embedded in a document? */
function draws(font: Font, codePoint: number): boolean {
  try {
    // Not every file has the table
    const { 'OS/2': table }: Partial<Pick<Font, 'OS/2'>> = font;
    if (table?.fsType.noEmbedding === true || !font.hasGlyphForCodePoint(codePoint)) return false;
    return font.glyphForCodePoint(codePoint).path.commands.length > 0;
  } catch {
    return false;
  }
}

/** None of a file that cannot be read. */
function fontsOf(path: string): readonly FontFile[] {
  try {
    const bytes = readFileSync(path);
    const opened = create(bytes);
    if (!('fonts' in opened)) return [{ font: opened, bytes }];
    return opened.fonts.map((font) => ({ font, bytes, member: font.postscriptName }));
  } catch {
    return [];
  }
}

/** Code points that the first font of a file has letters of. */
function coverageOf(path: string): Uint32Array {
  return Uint32Array.from(fontsOf(path)[0]?.font.characterSet ?? []);
}

/** Looks for fonts that have a character. No file is looked through twice, and few stay in memory: those that were of use. */
export function fontSearch(folders: readonly string[]): (character: string) => FontFile | undefined {
  const found = new Map<string, FontFile | undefined>();
  const coverages = new Map<string, Uint32Array>();
  const used: FontFile[] = [];
  let files: readonly string[] | undefined;

  const covers = (path: string, codePoint: number): boolean => {
    const coverage = coverages.get(path) ?? coverageOf(path);
    coverages.set(path, coverage);
    return coverage.includes(codePoint);
  };
  const find = (codePoint: number): FontFile | undefined => {
    const known = used.find(({ font }) => draws(font, codePoint));
    if (known !== undefined) return known;
    for (const path of (files ??= fontFiles(folders))) {
      const file = covers(path, codePoint) ? fontsOf(path).find(({ font }) => draws(font, codePoint)) : undefined;
      if (file !== undefined) {
        used.push(file);
        return file;
      }
    }
    return undefined;
  };
  return (character) => {
    if (!found.has(character)) found.set(character, find(character.codePointAt(0)!));
    return found.get(character);
  };
}
