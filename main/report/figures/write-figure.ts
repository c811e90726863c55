import type { FigureStyle } from '../../contract/figure-style.ts';
import { csvText } from '../../contract/text/separated-text.ts';
import type { ExportProvenance } from '../export-subject.ts';
import type { FigureDocument } from './figure-document.ts';
import { undrawnCharacters } from './font-runs.ts';
import { greyScene } from './grey-scene.ts';
import { figureScene } from './layout/figure-layout.ts';
import type { Scene } from './scene.ts';
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
}

const encoder = new TextEncoder();

/** The figure as it will be drawn. @throws LabError 'invalid-argument' when the height asked for has no room for it */
export function drawnScene(figure: FigureDocument, style: FigureStyle): Scene {
  const scene = figureScene(figure, style);
  return style.grey ? greyScene(scene) : scene;
}

/** Where it comes from, on one line. */
function sourceLine({ program, command }: ExportProvenance): string {
  return `${program}; ${command}`.replaceAll(/\s+/g, ' ');
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
    return [{ ...one(extension, await write(scene)), ...(undrawn.length === 0 ? {} : { undrawn }) }];
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
      return writePgfplots(figure, style, source).map(({ file, text }) => ({ file, bytes: encoder.encode(text) }));
  }
}
