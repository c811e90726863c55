import { InvalidArgumentError, Option } from 'commander';
import { LabError } from '../../contract/errors.ts';
import { figureStyleRanges, figureStyleSchema, type FigureStyle } from '../../contract/figure-style.ts';
import { exportPrefixSchema } from '../../contract/workbench/exports.ts';
import type { ExportRequest } from '../../runs/exports/export-command.ts';
import type { WorkspaceOptions } from '../session.ts';

/** Options of `lab export`, parsed. */
export interface ExportOptions extends WorkspaceOptions {
  readonly tables: ExportRequest['tables']['formats'];
  readonly figures: ExportRequest['figures']['formats'];
  readonly only?: readonly string[];
  readonly siunitx?: true;
  readonly width?: FigureStyle['width'];
  readonly height?: number;
  readonly font?: number;
  readonly dpi?: number;
  readonly grey?: true;
  readonly network?: string;
  readonly prefix?: string;
  readonly replace?: true;
}

/** @throws LabError `invalid-argument` where nothing is asked for */
export function requestOf(
  options: ExportOptions,
): ExportRequest & { readonly network?: string; readonly replace?: boolean } {
  if (options.tables.length === 0 && options.figures.length === 0) {
    throw new LabError(
      'invalid-argument',
      'Neither tables nor figures are asked for.',
      'Leave out `--tables none` or `--figures none`.',
    );
  }
  const { tables, figures, only, siunitx = false, width, height, font, dpi, grey, network, prefix, replace } = options;
  const names = only === undefined ? {} : { names: only };
  const style = figureStyleSchema.parse({ width, heightMm: height, fontPt: font, dpi, grey });
  return {
    tables: { ...names, formats: tables, options: { siunitx } },
    figures: { ...names, formats: figures, style },
    ...(prefix === undefined ? {} : { prefix }),
    ...(network === undefined ? {} : { network }),
    ...(replace === undefined ? {} : { replace }),
  };
}

export function formatsOption<Format extends string>(
  flags: string,
  known: readonly Format[],
  usual: readonly Format[],
): Option {
  return new Option(flags, `some of ${known.join(', ')}, joined by commas; or none`)
    .default(usual, usual.join(','))
    .argParser((text) => {
      if (text === 'none') return [];
      return namesOf(text).map((name) => {
        const found = known.find((format) => format === name);
        if (found === undefined) throw new InvalidArgumentError(`Give some of ${known.join(', ')}, or none.`);
        return found;
      });
    });
}

export function namesOf(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw new InvalidArgumentError('A name is empty.');
  return [...new Set(names)];
}

export function prefixOf(text: string): string {
  if (exportPrefixSchema.safeParse(text).success) return text;
  throw new InvalidArgumentError('Give letters, digits and single hyphens, 40 at most.');
}

export function widthOf(text: string): FigureStyle['width'] {
  return text === 'single' || text === 'double' ? text : styleNumber('width')(text);
}

const range = (field: keyof typeof figureStyleRanges): string =>
  `${figureStyleRanges[field].least} to ${figureStyleRanges[field].most}`;

/** What `figureStyleSchema` takes, in words */
const styleRanges = {
  width: `single, double, or ${range('width')} (mm)`,
  heightMm: `${range('heightMm')} (mm)`,
  fontPt: `${range('fontPt')} (pt)`,
  dpi: `a whole number from ${range('dpi')}`,
} as const;

/** A number within the range that figures may have. */
export function styleNumber(field: 'width' | 'heightMm' | 'fontPt' | 'dpi'): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? NaN : Number(text);
    const checked = figureStyleSchema.shape[field].safeParse(value);
    if (checked.success) return value;
    throw new InvalidArgumentError(`Give ${styleRanges[field]}.`);
  };
}
