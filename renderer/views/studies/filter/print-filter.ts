import { filterKeywords, type FilterExpression, type FilterValue } from './filter-expression.ts';
import { readFilterNumber } from './filter-number.ts';
import { tokenizeFilter } from './tokenize-filter.ts';

function isOneWord(text: string): boolean {
  const [token] = tokenizeFilter(text);
  const isKeyword = filterKeywords.some((keyword) => keyword === text.toLowerCase());
  return token!.kind === 'word' && token!.text === text && !isKeyword;
}

function quoted(text: string, quote: '"' | '`'): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r');
  return `${quote}${escaped}${quote}`;
}

export function printColumn(column: string): string {
  return isOneWord(column) ? column : quoted(column, '`');
}

export function printValue(value: FilterValue): string {
  switch (value.kind) {
    case 'empty':
      return 'empty';
    case 'number':
      return `${value.value}${value.unit === undefined ? '' : ` ${value.unit}`}`;
    case 'text':
      return isOneWord(value.text) && readFilterNumber(value.text) === undefined ? value.text : quoted(value.text, '"');
  }
}

function printOperand(operand: FilterExpression): string {
  const text = printFilter(operand);
  return operand.kind === 'and' || operand.kind === 'or' ? `(${text})` : text;
}

/** Writes a filter so that {@link parseFilter} reads the same expression. Numbers must be finite. */
export function printFilter(expression: FilterExpression | undefined): string {
  switch (expression?.kind) {
    case undefined:
      return '';
    case 'condition':
      return `${printColumn(expression.column)} ${expression.operator} ${printValue(expression.value)}`;
    case 'in':
      return `${printColumn(expression.column)} in (${expression.values.map(printValue).join(', ')})`;
    case 'not':
      return `not ${printOperand(expression.operand)}`;
    case 'and':
    case 'or':
      return expression.operands.map(printOperand).join(` ${expression.kind} `);
  }
}
