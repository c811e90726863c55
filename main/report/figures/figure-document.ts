import type { SeparatedValue } from '../../contract/text/separated-text.ts';
import type { FillLook, LineLook, MarkLook } from './looks.ts';

/** An axis of a panel. Values are in the unit that the title says. */
export interface Axis {
  /** With the unit in brackets, where there is one */
  readonly title: string;
  readonly scale: 'linear' | 'logarithmic' | 'category';
  /** Values that the axis must reach, for example 0 under bars */
  readonly include?: readonly number[];
  /** No value can lie beyond, so that neither does the axis */
  readonly low?: number;
  readonly high?: number;
  /** Of a category axis: value i is the middle of the i-th, from 0 */
  readonly categories?: readonly string[];
  /** Title of an axis whose categories are too many or too long for their names */
  readonly numberedTitle?: string;
}

export interface FigurePoint {
  readonly x: number;
  readonly y: number;
  readonly xLow?: number;
  readonly xHigh?: number;
  readonly yLow?: number;
  readonly yHigh?: number;
}

/** A bar across a category, from one value to another. */
export interface FigureBar {
  /** Place on the category axis */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** Ends of an error bar */
  readonly low?: number;
  readonly high?: number;
  readonly starred?: boolean;
}

/** Something drawn in the frame of the axes; later ones over earlier ones. */
export type FigureMark =
  | {
      readonly kind: 'line';
      readonly name: string;
      readonly points: readonly FigurePoint[];
      readonly look: LineLook;
    }
  | { readonly kind: 'points'; readonly name: string; readonly points: readonly FigurePoint[]; readonly look: MarkLook }
  | {
      readonly kind: 'bars';
      readonly name: string;
      readonly bars: readonly FigureBar[];
      /** Of a category */
      readonly share: number;
      readonly look: FillLook;
    }
  | {
      readonly kind: 'rule';
      readonly name: string;
      readonly axis: 'x' | 'y';
      readonly at: number;
      readonly look: LineLook;
    };

/** What stands for some marks: a line, a marker, both, or a filled rectangle. */
export interface LegendEntry {
  readonly text: string;
  readonly line?: LineLook;
  readonly mark?: MarkLook;
  readonly fill?: FillLook;
  readonly starred?: boolean;
}

export interface FigurePanel {
  readonly title?: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly marks: readonly FigureMark[];
  /** Of this panel, and of so many panels from it on as it spans */
  readonly legend?: readonly LegendEntry[];
  /** 1 by default */
  readonly legendSpan?: number;
  /** Beside each category of the y axis, right of the frame; left out where there is no room */
  readonly rowNotes?: readonly string[];
}

/** The data of a figure before any size, format or font. */
export interface FigureDocument {
  /** Kebab-case: the stem of its files */
  readonly id: string;
  /** Short, for lists */
  readonly title: string;
  /** Plain text: what is drawn, and what its error bars are */
  readonly caption: string;
  readonly panels: readonly FigurePanel[];
  /** Of all panels */
  readonly legend: readonly LegendEntry[];
  /** Height of a frame by the width of its panel, where nothing else decides it */
  readonly aspect: number;
  /** Least width of a panel in widths of the letter m, which decides how many lie side by side */
  readonly panelWidth: number;
  readonly data: { readonly columns: readonly string[]; readonly rows: readonly (readonly SeparatedValue[])[] };
}
