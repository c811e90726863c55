import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Theme = 'light' | 'dark';
export const themes: readonly Theme[] = ['light', 'dark'];

const css = readFileSync(join(import.meta.dirname, '..', '..', 'renderer', 'app', 'tokens.css'), 'utf8');

function declarationsIn(selector: string): ReadonlyMap<string, string> {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`tokens.css has no ${selector}`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return new Map([...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name!, value!]));
}

const light = declarationsIn(':root');
const values: Readonly<Record<Theme, ReadonlyMap<string, string>>> = {
  light,
  dark: new Map([...light, ...declarationsIn(":root[data-theme='dark']")]),
};

/** The value of a token of renderer/app/tokens.css, `--` left out. */
export function token(name: string, theme: Theme): string {
  const value = values[theme].get(`--${name}`);
  if (value === undefined) throw new Error(`There is no token --${name}.`);
  return value;
}
