export interface Match {
  /** Higher is better */
  readonly score: number;
  /** Places of the letters that matched, for emphasis */
  readonly places: readonly number[];
}

/**
 * Finds the letters of a query in a text, in order, wherever they are. Starts of words and letters in a row count more,
 * gaps less; capitals and accents do not matter, words of the query may come in any order.
 *
 * @returns undefined where a letter is missing
 */
export function fuzzyMatch(query: string, text: string): Match | undefined {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return { score: 0, places: [] };
  const target = plain(text);
  let score = 0;
  const places: number[] = [];
  for (const word of words) {
    const match = bestOf(word, target);
    if (match === undefined) return undefined;
    score += match.score;
    places.push(...match.places);
  }
  return { score: score - target.length * 0.01, places: [...new Set(places)].sort((first, second) => first - second) };
}

/** Letter by letter, so that places stay those of the text */
const plain = (text: string): string =>
  [...text].map((letter) => letter.normalize('NFD')[0]!.toLowerCase().slice(0, 1)).join('');

function bestOf(word: string, target: string): Match | undefined {
  let best: Match | undefined;
  for (let start = target.indexOf(word[0]!); start >= 0; start = target.indexOf(word[0]!, start + 1)) {
    const match = from(start, word, target);
    if (match === undefined) break;
    if (best === undefined || match.score > best.score) best = match;
  }
  return best;
}

function from(start: number, word: string, target: string): Match | undefined {
  const places = [start];
  for (const letter of word.slice(1)) {
    const next = target.indexOf(letter, places.at(-1)! + 1);
    if (next < 0) return undefined;
    places.push(next);
  }
  const score = places.reduce((sum, place, index) => sum + worth(place, places[index - 1], target), 0);
  return { score, places };
}

function worth(place: number, before: number | undefined, target: string): number {
  const startsWord = place === 0 || /[\s\-_./·]/.test(target[place - 1]!);
  const follows = before !== undefined && place === before + 1;
  const gap = before === undefined ? 0 : Math.min(3, (place - before - 1) * 0.3);
  return 1 + (startsWord ? 2 : 0) + (follows ? 1.5 : 0) - gap;
}
