export const headerChoices = [
  { value: 'auto', label: 'Told by its fields', description: 'Names the columns where none of them is a number' },
  { value: 'yes', label: 'Names the columns' },
  { value: 'no', label: 'Is an example' },
];

/** A written `data.header` as a choice. */
export function headerChoice(written: unknown): string {
  if (typeof written !== 'boolean') return 'auto';
  return written ? 'yes' : 'no';
}

/** The other way round; undefined is the default. */
export function headerValue(choice: string | undefined): boolean | undefined {
  if (choice === 'yes') return true;
  return choice === 'no' ? false : undefined;
}

/** What was typed as `data.label`: a number is the number of a column, nothing the last one. */
export function labelColumn(text: string): string | number | undefined {
  if (text.trim() === '') return undefined;
  return /^[1-9]\d{0,5}$/.test(text.trim()) ? Number(text) : text;
}
