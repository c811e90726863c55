import { comparisons } from './filter-expression.ts';

/** `name` is a quoted column, `word` anything unquoted: a column, a keyword, a number, a value. */
export interface FilterToken {
  readonly kind: 'word' | 'text' | 'name' | 'operator' | 'open' | 'close' | 'comma' | 'unfinished' | 'end';
  /** Without quotes, escapes resolved */
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

const wordPattern = /[^\s"`(),=<>!~≤≥≠]+/y;
const operatorPattern = /!=|!~|<=|>=|[=<>~≤≥≠]/y;
const spellings: Readonly<Record<string, string>> = { '≤': '<=', '≥': '>=', '≠': '!=' };
const punctuation: Readonly<Record<string, FilterToken['kind']>> = { '(': 'open', ')': 'close', ',': 'comma' };
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Of a quoted text: what it says, and where it ends; `undefined` when the quote is not closed. */
function readQuoted(text: string, at: number): { readonly content: string; readonly end: number } | undefined {
  const quote = text[at];
  let content = '';
  for (let position = at + 1; position < text.length; position++) {
    const character = text[position]!;
    if (character === quote) return { content, end: position + 1 };
    if (character === '\\' && position + 1 < text.length) {
      position++;
      content += escapes[text[position]!] ?? text[position]!;
    } else {
      content += character;
    }
  }
  return undefined;
}

function tokenAt(text: string, at: number): FilterToken {
  const character = text[at]!;
  const kind = punctuation[character];
  if (kind !== undefined) return { kind, text: character, at, end: at + 1 };
  if (character === '"' || character === '`') {
    const quoted = readQuoted(text, at);
    if (quoted === undefined) return { kind: 'unfinished', text: character, at, end: text.length };
    return { kind: character === '"' ? 'text' : 'name', text: quoted.content, at, end: quoted.end };
  }
  const operator = matchAt(operatorPattern, text, at);
  if (operator !== undefined) {
    return { kind: 'operator', text: spellings[operator] ?? operator, at, end: at + operator.length };
  }
  const word = matchAt(wordPattern, text, at);
  if (word !== undefined) return { kind: 'word', text: word, at, end: at + word.length };
  // A single exclamation mark
  return { kind: 'unfinished', text: character, at, end: at + 1 };
}

/** The words and signs of a filter, with an `end` at the end. Never fails: what cannot be read is `unfinished`. */
export function tokenizeFilter(text: string): readonly FilterToken[] {
  const tokens: FilterToken[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at]!)) {
      at++;
      continue;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.end;
  }
  return [...tokens, { kind: 'end', text: '', at: text.length, end: text.length }];
}

export function isComparison(text: string): text is (typeof comparisons)[number] {
  return (comparisons as readonly string[]).includes(text);
}
