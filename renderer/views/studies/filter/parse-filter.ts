import {
  filterKeywords,
  type Expected,
  type FilterExpression,
  type FilterMention,
  type FilterProblem,
  type FilterValue,
} from './filter-expression.ts';
import { isFilterUnit, readFilterNumber } from './filter-number.ts';
import { isComparison, tokenizeFilter, type FilterToken } from './tokenize-filter.ts';

export type ParsedFilter =
  /** Without an expression every run passes */
  | { readonly expression: FilterExpression | undefined; readonly mentions: readonly FilterMention[] }
  | { readonly problem: FilterProblem };

const deepest = 100;

const wanted: Readonly<Record<Expected, string>> = {
  column: 'the name of a column, `not` or `(`',
  operator: '=, !=, <, <=, >, >=, ~, !~ or `in`',
  value: 'a number, a word, a text in "quotes" or `empty`',
  connective: '`and`, `or` or the end',
};

class Unreadable extends Error {
  readonly problem: FilterProblem;

  constructor(problem: FilterProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

function nameOf(token: FilterToken): string {
  if (token.kind === 'end') return 'The filter ends';
  if (token.kind === 'unfinished' && token.text !== '!') return `The quote ${token.text} is not closed`;
  return `There is “${token.text}”`;
}

function refuse(token: FilterToken, expected: Expected, what = wanted[expected]): never {
  const message = `${nameOf(token)} where ${what} is expected.`;
  throw new Unreadable({ message, at: token.at, end: token.end, expected });
}

function keywordOf(token: FilterToken): (typeof filterKeywords)[number] | undefined {
  if (token.kind !== 'word') return undefined;
  const word = token.text.toLowerCase();
  return filterKeywords.find((keyword) => keyword === word);
}

/** A reader over the tokens of one filter; each function takes what its name says and moves on. */
function filterReader(tokens: readonly FilterToken[]) {
  const mentions: FilterMention[] = [];
  let next = 0;
  let depth = 0;

  const peek = (): FilterToken => tokens[next]!;
  const take = (): FilterToken => tokens[next++]!;
  function takeKeyword(keyword: (typeof filterKeywords)[number]): boolean {
    if (keywordOf(peek()) !== keyword) return false;
    next++;
    return true;
  }

  function deeper<Result>(token: FilterToken, read: () => Result): Result {
    if (depth === deepest) refuse(token, 'column', `a filter with at most ${deepest} levels`);
    depth++;
    const result = read();
    depth--;
    return result;
  }

  function joined(kind: 'and' | 'or', readOperand: () => FilterExpression): FilterExpression {
    const operands = [readOperand()];
    while (takeKeyword(kind)) operands.push(readOperand());
    return operands.length === 1 ? operands[0]! : { kind, operands };
  }

  const readAny = (): FilterExpression => joined('or', () => joined('and', readOperand));

  function readOperand(): FilterExpression {
    const token = peek();
    if (takeKeyword('not')) return { kind: 'not', operand: deeper(token, readOperand) };
    if (token.kind !== 'open') return readCondition();
    next++;
    const inner = deeper(token, readAny);
    if (peek().kind !== 'close') refuse(peek(), 'connective', '`and`, `or` or `)`');
    next++;
    return inner;
  }

  function readCondition(): FilterExpression {
    const name = peek();
    if (name.kind !== 'name' && (name.kind !== 'word' || keywordOf(name) !== undefined)) refuse(name, 'column');
    next++;
    const column = name.text;
    if (takeKeyword('in')) {
      const values = readList();
      mentions.push({ column, at: name.at, end: name.end, operator: 'in', values });
      return { kind: 'in', column, values: values.map(({ value }) => value) };
    }
    const sign = peek();
    if (sign.kind !== 'operator' || !isComparison(sign.text)) return refuse(sign, 'operator');
    next++;
    const value = readValue();
    mentions.push({ column, at: name.at, end: name.end, operator: sign.text, values: [value] });
    return { kind: 'condition', column, operator: sign.text, value: value.value };
  }

  function readList(): FilterMention['values'] {
    if (peek().kind !== 'open') refuse(peek(), 'value', 'a list such as `(1, 2)`');
    next++;
    const values = [readValue()];
    while (peek().kind === 'comma') {
      next++;
      values.push(readValue());
    }
    if (peek().kind !== 'close') refuse(peek(), 'value', '`,` or `)`');
    next++;
    return values;
  }

  function readValue(): FilterMention['values'][number] {
    const token = take();
    const placed = (value: FilterValue, end = token.end) => ({ value, at: token.at, end });
    if (token.kind === 'text') return placed({ kind: 'text', text: token.text });
    const keyword = keywordOf(token);
    if (token.kind !== 'word' || (keyword !== undefined && keyword !== 'empty')) return refuse(token, 'value');
    if (keyword === 'empty') return placed({ kind: 'empty' });
    const number = readFilterNumber(token.text);
    if (number === undefined) return placed({ kind: 'text', text: token.text });
    const behind = peek();
    if (number.unit !== undefined || behind.kind !== 'word' || !isFilterUnit(behind.text)) return placed(number);
    next++;
    return placed({ ...number, unit: behind.text }, behind.end);
  }

  return { readAny, peek, mentions };
}

/**
 * Reads a filter. Case matters for neither keywords nor what texts are compared with.
 *
 *     filter    = all { "or" all }
 *     all       = operand { "and" operand }
 *     operand   = "not" operand | "(" filter ")" | condition
 *     condition = column sign value | column "in" "(" value { "," value } ")"
 *     column    = word | "`" characters "`"
 *     sign      = "=" | "!=" | "<" | "<=" | ">" | ">=" | "~" | "!~"
 *     value     = number [ "%" | "ms" | "s" | "min" | "h" | "d" ] | word | '"' characters '"' | "empty"
 *
 * A word is a run of characters other than spaces, quotes, commas, parentheses and signs. A backslash keeps the
 * character behind it from ending a quote; `\n`, `\t` and `\r` are the usual.
 */
export function parseFilter(text: string): ParsedFilter {
  const tokens = tokenizeFilter(text);
  if (tokens.length === 1) return { expression: undefined, mentions: [] };
  try {
    const reader = filterReader(tokens);
    const expression = reader.readAny();
    if (reader.peek().kind !== 'end') refuse(reader.peek(), 'connective');
    return { expression, mentions: reader.mentions };
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.problem };
    throw error;
  }
}
