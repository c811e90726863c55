import { pageHeightMm, type FigureStyle } from '../../contract/figure-style.ts';
import { csvText } from '../../contract/text/separated-text.ts';
import type { ExportProvenance } from '../export-subject.ts';
import type { FigureDocument } from './figure-document.ts';
import { undrawnCharacters } from './font-runs.ts';
import { greyScene } from './grey-scene.ts';
import { figureScene, planFigure } from './layout/figure-layout.ts';
import { pointsPerMm, type Scene } from './scene.ts';
import { writePdf } from './writers/write-pdf.ts';
import { writePgfplots } from './writers/write-pgfplots.ts';
import { writePng } from './writers/write-png.ts';
import { writeSvg } from './writers/write-svg.ts';

export const figureFormats = ['svg', 'pdf', 'png', 'csv', 'pgfplots'] as const;
export type FigureFormat = (typeof figureFormats)[number];

export interface FigureFile {
  /** Without folder */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Characters that no font of this machine has, so that boxes stand for them; absent where there are none */
  readonly undrawn?: readonly string[];
  /** Its height, where none was asked for and it is higher than a page: see `pageHeightMm` */
  readonly overlongMm?: number;
}

/** Names of what `writeFigure` gives. */
export function figureFileNames(id: string, format: FigureFormat): readonly string[] {
  return format === 'pgfplots' ? [`${id}.tex`, `${id}-pgfplots.csv`] : [`${id}.${format}`];
}

const encoder = new TextEncoder();

/** The figure as it will be drawn. @throws LabError 'invalid-argument' when the height asked for has no room for it */
export function drawnScene(figure: FigureDocument, style: FigureStyle): Scene {
  const scene = figureScene(figure, style);
  return style.grey ? greyScene(scene) : scene;
}

/** Where it comes from, on one line. */
function sourceLine({ program, command, study }: ExportProvenance): string {
  const of = study === undefined ? '' : `study ${study.name}, ${study.uid}, specification ${study.hash}; `;
  return `${program}; ${of}${command}`.replaceAll(/\s+/g, ' ');
}

/** In tenths of a millimetre, which is more than a printer has. */
const tenths = (points: number): number => Math.round((10 * points) / pointsPerMm) / 10;

function overlong(height: number, { heightMm }: FigureStyle): Pick<FigureFile, 'overlongMm'> {
  const drawnMm = tenths(height);
  return heightMm === undefined && drawnMm > pageHeightMm ? { overlongMm: drawnMm } : {};
}

/**
 * The files of a figure in a format: one, or for `pgfplots` two, the second with the numbers that the first reads. The same
 * figure, style and provenance give the same bytes.
 *
 * @throws LabError 'invalid-argument' when the height asked for has no room for it, or for too many pixels
 */
export async function writeFigure(
  figure: FigureDocument,
  format: FigureFormat,
  style: FigureStyle,
  provenance: ExportProvenance,
): Promise<readonly FigureFile[]> {
  const source = sourceLine(provenance);
  const one = (extension: string, content: Uint8Array | string): FigureFile => ({
    file: `${figure.id}.${extension}`,
    bytes: typeof content === 'string' ? encoder.encode(content) : content,
  });
  const drawn = async (
    extension: string,
    write: (scene: Scene) => Uint8Array | string | Promise<Uint8Array>,
  ): Promise<readonly FigureFile[]> => {
    const scene = drawnScene(figure, style);
    const undrawn = undrawnCharacters(scene.primitives.flatMap((each) => (each.type === 'text' ? [each.text] : [])));
    const file = one(extension, await write(scene));
    return [{ ...file, ...(undrawn.length === 0 ? {} : { undrawn }), ...overlong(scene.height, style) }];
  };
  switch (format) {
    case 'svg':
      return drawn('svg', (scene) => writeSvg(scene, source));
    case 'pdf':
      return drawn('pdf', (scene) => writePdf(scene, source));
    case 'png':
      return drawn('png', (scene) => writePng(scene, style.dpi));
    case 'csv':
      return [one('csv', csvText(figure.data.columns, figure.data.rows))];
    case 'pgfplots':
      return writePgfplots(figure, style, source).map(({ file, text }) => ({
        ...{ file, bytes: encoder.encode(text) },
        ...overlong(planFigure(figure, style).height, style),
      }));
  }
}
