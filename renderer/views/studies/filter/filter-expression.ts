/** What a filter of runs says, as {@link parseFilter} reads it and {@link printFilter} writes it. */
export type FilterExpression = FilterCondition | FilterMembership | FilterNot | FilterAll | FilterAny;

export const comparisons = ['=', '!=', '<', '<=', '>', '>=', '~', '!~'] as const;
export type Comparison = (typeof comparisons)[number];

export interface FilterCondition {
  readonly kind: 'condition';
  readonly column: string;
  readonly operator: Comparison;
  readonly value: FilterValue;
}

/** One of several values */
export interface FilterMembership {
  readonly kind: 'in';
  readonly column: string;
  /** At least one */
  readonly values: readonly FilterValue[];
}

export interface FilterNot {
  readonly kind: 'not';
  readonly operand: FilterExpression;
}

export interface FilterAll {
  readonly kind: 'and';
  /** At least two */
  readonly operands: readonly FilterExpression[];
}

export interface FilterAny {
  readonly kind: 'or';
  /** At least two */
  readonly operands: readonly FilterExpression[];
}

export type FilterValue =
  | { readonly kind: 'number'; readonly value: number; readonly unit?: FilterUnit }
  | { readonly kind: 'text'; readonly text: string }
  /** Runs that have no value in the column */
  | { readonly kind: 'empty' };

/** What may stand behind a number, by the factor to fractions or to seconds. */
export const filterUnits = {
  '%': { of: 'fraction', factor: 0.01 },
  ms: { of: 'time', factor: 0.001 },
  s: { of: 'time', factor: 1 },
  min: { of: 'time', factor: 60 },
  h: { of: 'time', factor: 3600 },
  d: { of: 'time', factor: 86_400 },
} as const;
export type FilterUnit = keyof typeof filterUnits;

export const filterKeywords = ['and', 'or', 'not', 'in', 'empty'] as const;

/** What could have stood where a text stops being a filter. */
export type Expected = 'column' | 'operator' | 'value' | 'connective';

/** Why a text is no filter, in one sentence that says what is expected, and where: characters from 0, `end` exclusive. */
export interface FilterProblem {
  readonly message: string;
  readonly at: number;
  readonly end: number;
  readonly expected: Expected;
}

/** A condition as it stands in the text, for what only the columns can tell: whether they exist, and of which kind they are. */
export interface FilterMention {
  readonly column: string;
  readonly at: number;
  readonly end: number;
  readonly operator: Comparison | 'in';
  readonly values: readonly { readonly value: FilterValue; readonly at: number; readonly end: number }[];
}
