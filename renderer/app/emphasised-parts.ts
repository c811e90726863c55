export interface TextPart {
  readonly text: string;
  readonly strong: boolean;
}

/** A text cut where its emphasis begins and ends. @param places of the letters that are emphasised */
export function emphasisedParts(text: string, places: readonly number[]): TextPart[] {
  const strong = new Set(places);
  const parts: { text: string; strong: boolean }[] = [];
  for (const [index, letter] of [...text].entries()) {
    const last = parts.at(-1);
    if (last !== undefined && last.strong === strong.has(index)) last.text += letter;
    else parts.push({ text: letter, strong: strong.has(index) });
  }
  return parts;
}
