import { lowerFirst } from '../plain-table.ts';
import { columnTexts, leadingColumns, withTexts, type LatexContent } from './latex-content.ts';

const marks = ['†', '‡', '§'] as const;
const fewestRows = 4;
/** Said by no mark */
const nothing = 'none';

/** The few words that stand again and again behind the numbers as marks, which are explained below the table. */
export function withWordMarks(table: LatexContent): LatexContent {
  const leading = leadingColumns(table);
  return table.columns.reduce((short, _column, index) => (index < leading ? short : marked(short, index)), table);
}

function marked(table: LatexContent, index: number): LatexContent {
  const texts = columnTexts(table, index);
  const words = [...new Set(texts)].filter((text) => text !== undefined);
  const said = words.filter((word) => word !== nothing);
  if (texts.length < fewestRows || texts.includes(undefined) || words.length < 2 || said.length > marks.length) {
    return table;
  }
  const { title } = table.columns[index]!;
  const explained = [
    ...said.map((word, place) => `${marks[place]!} ${word}`),
    ...(words.includes(nothing) ? [`without a mark ${nothing}`] : []),
  ];
  const renamed = withTexts(table, index, (row) => marks[said.indexOf(texts[row]!)] ?? '');
  return {
    ...renamed,
    columns: renamed.columns.with(index, { ...renamed.columns[index]!, title: '' }),
    notes: [...table.notes, `Marks: ${lowerFirst(title)} ${explained.join(', ')}.`],
  };
}
