export interface TextPart {
  readonly text: string;
  readonly isCode: boolean;
}

/** The parts of a sentence; code stands between backticks. One that has no partner, such as in a file's name, stays. */
export function partsWithCode(text: string): readonly TextPart[] {
  const parts = text.split('`');
  if (parts.length % 2 === 0) return [{ text, isCode: false }];
  return parts.map((part, place) => ({ text: part, isCode: place % 2 === 1 })).filter((part) => part.text !== '');
}
