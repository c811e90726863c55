import { expect, test } from 'vitest';
import { differenceWords } from '../../main/archive/difference-words.ts';

test('what is one thing to users is said once, what has no word yet by its name', () => {
  expect(differenceWords(['started_at', 'active_ms', 'accuracies', 'accuracy_draws', 'things_to_come'])).toEqual([
    'times',
    'accuracies',
    'things to come',
  ]);
  expect(differenceWords([])).toEqual([]);
});
