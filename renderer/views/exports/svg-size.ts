/** Of what is to be printed, in millimetres. */
export interface PrintSize {
  readonly width: number;
  readonly height: number;
}

const millimetresOf: Readonly<Record<string, number>> = {
  mm: 1,
  cm: 10,
  in: 25.4,
  pt: 25.4 / 72,
  px: 25.4 / 96,
  '': 25.4 / 96,
};

function length(text: string | undefined): number | undefined {
  const [, number, unit] = /^\s*([\d.]+)\s*([a-z]*)\s*$/.exec(text ?? '') ?? [];
  const factor = millimetresOf[unit ?? '?'];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}

/** The size that an SVG says of itself; undefined where it says none. */
export function svgSize(text: string): PrintSize | undefined {
  const [tag = ''] = /<svg\b[^>]*>/.exec(text) ?? [];
  const width = length(/\swidth="([^"]*)"/.exec(tag)?.[1]);
  const height = length(/\sheight="([^"]*)"/.exec(tag)?.[1]);
  return width === undefined || height === undefined ? undefined : { width, height };
}

/** `88 × 60 mm` */
export function sizeText({ width, height }: PrintSize): string {
  const rounded = (value: number): string => String(Math.round(value * 10) / 10);
  return `${rounded(width)} × ${rounded(height)} mm`;
}
