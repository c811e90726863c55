import fc from 'fast-check';

/** What breaks formats: their own signs, controls, other scripts, lone surrogates. */
const hostileParts = [
  ...['\\', '{', '}', '%', '&', '#', '_', '^', '~', '$', '|', '"', "'", '`', '<', '>', '[', ']', '*', ',', ';', '-'],
  ...['\t', '\n', '\r', '\r\n', '\0', '\u007f', '\u2028', '\ufeff', '\u200b', '\u00a0', '\u202f'],
  ...[
    'σ',
    'µ',
    '±',
    '×',
    '−',
    '–',
    '→',
    '²',
    '₁₀',
    'é',
    'ç',
    'ß',
    'ø',
    'ą',
    '字',
    'Ж',
    '😀',
    '\ud800',
    'e\u0301\u0323',
  ],
  ...['\\end{table}', '\\input{x}', '--', '-->', '% x', '&amp;', '<b>', ' ', '  ', '[1em]', 'λ=1, 2 banks', '=SUM(A1)'],
];

export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...hostileParts), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 8 })
  .map((parts) => parts.join(''));
