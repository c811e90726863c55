import {
  columnWidthsMm,
  figureStyleRanges,
  figureStyleSchema,
  type FigureStyle,
} from '../../../main/contract/figure-style.ts';
import {
  exportPrefixSchema,
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

export type StyleNumber = keyof typeof figureStyleRanges;

/** Numbers of a style as the form has them. */
export const numberFields: readonly {
  readonly field: StyleNumber;
  readonly label: string;
  readonly unit: string;
  readonly step: number;
}[] = [
  { field: 'width', label: 'Width', unit: 'mm', step: 1 },
  { field: 'heightMm', label: 'Height', unit: 'mm', step: 1 },
  { field: 'fontPt', label: 'Text', unit: 'pt', step: 0.5 },
  { field: 'dpi', label: 'PNG', unit: 'dpi', step: 50 },
];

/** `40 to 500 mm`, `whole, 50 to 1200 dpi` */
export function rangeText(field: StyleNumber): string {
  const { least, most } = figureStyleRanges[field];
  return `${field === 'dpi' ? 'whole, ' : ''}${least} to ${most} ${numberFields.find((each) => each.field === field)!.unit}`;
}

/** The style with a number as it was typed; undefined where it cannot be drawn so. An empty height is what the figure needs. */
export function withNumber(style: FigureStyle, field: StyleNumber, value: number | undefined): FigureStyle | undefined {
  if (value === undefined && field !== 'heightMm') return undefined;
  const { heightMm, ...changed } = { ...style, [field]: value };
  const parsed = figureStyleSchema.safeParse({ ...changed, ...(heightMm === undefined ? {} : { heightMm }) });
  return parsed.success ? parsed.data : undefined;
}

/** What is wrong with a prefix; nothing with none. */
export function prefixProblem(prefix: string): string | undefined {
  if (prefix === '' || exportPrefixSchema.safeParse(prefix).success) return undefined;
  return 'A prefix has letters, digits and single hyphens between them, 40 at most.';
}
