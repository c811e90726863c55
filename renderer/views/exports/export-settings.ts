import { columnWidthsMm, figureStyleSchema, type FigureStyle } from '../../../main/contract/figure-style.ts';
import {
  figureFormatSchema,
  tableFormatSchema,
  type FigureFormat,
  type TableFormat,
} from '../../../main/contract/workbench/exports.ts';

/** How somebody exports: kept, as a paper has one style. */
export interface ExportSettings {
  readonly tableFormats: readonly TableFormat[];
  readonly figureFormats: readonly FigureFormat[];
  readonly siunitx: boolean;
  readonly style: FigureStyle;
  /** Where to, when it is saved to a folder */
  readonly folder: string;
}

export function usualExportSettings(): ExportSettings {
  return {
    tableFormats: ['latex'],
    figureFormats: ['pdf'],
    siunitx: false,
    style: figureStyleSchema.parse({}),
    folder: '',
  };
}

function formatsOf<Format extends string>(value: unknown, known: readonly Format[]): readonly Format[] | undefined {
  return Array.isArray(value) ? known.filter((format) => value.includes(format)) : undefined;
}

/** What was kept, where it still makes sense; the usual elsewhere. */
export function readExportSettings(text: string | undefined): ExportSettings {
  const usual = usualExportSettings();
  let given: Partial<Record<keyof ExportSettings, unknown>>;
  try {
    given = (JSON.parse(text ?? '{}') ?? {}) as typeof given;
  } catch {
    return usual;
  }
  const style = figureStyleSchema.safeParse(given.style ?? {});
  return {
    tableFormats: formatsOf(given.tableFormats, tableFormatSchema.options) ?? usual.tableFormats,
    figureFormats: formatsOf(given.figureFormats, figureFormatSchema.options) ?? usual.figureFormats,
    siunitx: given.siunitx === true,
    style: style.success ? style.data : usual.style,
    folder: typeof given.folder === 'string' ? given.folder : usual.folder,
  };
}

export type WidthChoice = 'single' | 'double' | 'own';

export const widthChoices: readonly { readonly value: WidthChoice; readonly label: string }[] = [
  { value: 'single', label: `${columnWidthsMm.single} mm` },
  { value: 'double', label: `${columnWidthsMm.double} mm` },
  { value: 'own', label: 'Other' },
];

export const widthChoiceOf = ({ width }: FigureStyle): WidthChoice => (typeof width === 'number' ? 'own' : width);

/** The style with another kind of width; one's own begins at what it was. */
export function withWidth(style: FigureStyle, choice: WidthChoice): FigureStyle {
  if (choice !== 'own') return { ...style, width: choice };
  return { ...style, width: typeof style.width === 'number' ? style.width : columnWidthsMm[style.width] };
}

/**
 * The fields of the form as they are typed: what is outside of what can be drawn is not taken over, nor is an empty field,
 * unless it is the height's.
 */
export function withStyle(style: FigureStyle, change: Partial<Record<keyof FigureStyle, unknown>>): FigureStyle {
  const given = Object.entries(change).filter(([field, value]) => value !== undefined || field === 'heightMm');
  if (given.length === 0) return style;
  const { heightMm, ...changed }: Record<string, unknown> = { ...style, ...Object.fromEntries(given) };
  const parsed = figureStyleSchema.safeParse({ ...changed, ...(heightMm === undefined ? {} : { heightMm }) });
  return parsed.success ? parsed.data : style;
}
