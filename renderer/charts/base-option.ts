import { formatPercent, formatSi, formatSignificant, superscript } from './number-format.ts';

export interface AxisSettings {
  readonly log?: boolean;
  /** Values are fractions, shown as percent */
  readonly percent?: boolean;
  readonly min?: number | 'dataMin';
  readonly max?: number | 'dataMax';
  /** Names instead of numbers */
  readonly categories?: readonly string[];
  /** Below the axis by default for `axis`; `left` turns it upright */
  readonly vertical?: boolean;
}

/** Label of a tick: at most four digits, SI prefixes above a thousand, powers of ten on logarithmic axes. */
export function tickLabel(value: number, { log = false, percent = false }: AxisSettings = {}): string {
  if (percent) return formatPercent(value, decimalsOf(value * 100));
  if (log && Math.abs(Math.log10(value) % 1) < 1e-9) return formatPower(value);
  if (!log && Math.abs(value) >= 10_000) return formatSi(value, '', 3);
  return formatSignificant(value, Math.max(1, Math.min(4, digitsOf(value))));
}

/** 0.001 to 1,000 written out, otherwise "10⁻⁵" */
function formatPower(value: number): string {
  const exponent = Math.round(Math.log10(value));
  return Math.abs(exponent) <= 3 ? formatSignificant(10 ** exponent, 1) : `10${superscript(exponent)}`;
}

const decimalsOf = (value: number): number =>
  Math.min(3, (String(Number(value.toPrecision(6))).split('.')[1] ?? '').length);
const digitsOf = (value: number): number => String(Number(value.toPrecision(6))).replace(/^-?0?\.?0*|\./g, '').length;

/** An axis with its title and unit: "Energy of a bit (relative)". ChartFrame gives it its colours. */
export function axis(title: string, unit: string | undefined, settings: AxisSettings = {}): Record<string, unknown> {
  const { log = false, percent = false, categories, min, max, vertical = false } = settings;
  const shownUnit = percent ? '%' : unit;
  return {
    type: categories === undefined ? (log ? 'log' : 'value') : 'category',
    ...(categories === undefined ? { scale: true } : { data: categories }),
    name: shownUnit === undefined || shownUnit === '' ? title : `${title} (${shownUnit})`,
    nameLocation: 'middle',
    nameGap: vertical ? 48 : 30,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    axisLabel:
      categories === undefined ? { formatter: (value: number) => tickLabel(value, settings), hideOverlap: true } : {},
  };
}

/** Room around the drawing for axis names; pixels. */
export function grid(overrides: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { left: 64, right: 16, top: 16, bottom: 48, ...overrides };
}

/** A tooltip drawn on the canvas: as HTML it would need styles that the content security policy refuses. */
export function tooltip(overrides: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { renderMode: 'richText', confine: true, transitionDuration: 0, ...overrides };
}

export { errorBars } from './error-bars.ts';
