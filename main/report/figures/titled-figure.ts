import type { Titles } from '../titles.ts';
import type { Axis, FigureDocument } from './figure-document.ts';

/** Every name of a method as people have it; the data of the figure keep those of specifications. */
export function titledFigure(figure: FigureDocument, titles: Titles): FigureDocument {
  const titled = (text: string): string => titles.ofEither(text);
  const axisOf = (axis: Axis): Axis =>
    axis.categories === undefined ? axis : { ...axis, categories: axis.categories.map(titled) };
  const legendOf = (legend: FigureDocument['legend']): FigureDocument['legend'] =>
    legend.map((entry) => ({ ...entry, text: titled(entry.text) }));
  return {
    ...figure,
    legend: legendOf(figure.legend),
    panels: figure.panels.map((panel) => ({
      ...panel,
      x: axisOf(panel.x),
      y: axisOf(panel.y),
      ...(panel.legend === undefined ? {} : { legend: legendOf(panel.legend) }),
    })),
  };
}
