import PDFDocument from 'pdfkit';
import { fontBytes } from '../fonts.ts';
import { markerPath } from '../marker-path.ts';
import type { Primitive, Scene, Stroke } from '../scene.ts';
import { fontRuns } from '../font-runs.ts';
import type { FontFile } from '../system-fonts.ts';
import { textWidth } from '../text-outline.ts';

type Document = InstanceType<typeof PDFDocument>;

function setStroke(document: Document, { color, width, dash = [] }: Stroke): void {
  document.lineWidth(width).strokeColor(color);
  if (dash.length === 0) document.undash();
  else document.dash(dash[0]!, { space: dash[1] ?? dash[0]! });
  if (dash.length > 2) {
    // The public method knows one dash and one gap
    document.addContent(`[${dash.join(' ')}] 0 d`);
  }
}

function draw(document: Document, primitive: Primitive): void {
  switch (primitive.type) {
    case 'line': {
      const { x1, y1, x2, y2, stroke } = primitive;
      setStroke(document, stroke);
      document.moveTo(x1, y1).lineTo(x2, y2).stroke();
      return;
    }
    case 'path': {
      setStroke(document, primitive.stroke);
      document.lineJoin('round');
      for (const [index, [x, y]] of primitive.points.entries()) {
        if (index === 0) document.moveTo(x, y);
        else document.lineTo(x, y);
      }
      document.stroke().lineJoin('miter');
      return;
    }
    case 'rectangle': {
      const { x, y, width, height, fill, stroke } = primitive;
      document.rect(x, y, width, height);
      if (stroke === undefined) {
        document.fill(fill);
        return;
      }
      setStroke(document, stroke);
      document.fillAndStroke(fill, stroke.color);
      return;
    }
    case 'marker': {
      const { x, y, shape, size, fill, stroke } = primitive;
      setStroke(document, stroke);
      document.path(markerPath(shape, x, y, size)).fillAndStroke(fill, stroke.color);
      return;
    }
    case 'text': {
      const { x, y, text, size, weight, color, anchor, upright } = primitive;
      const width = textWidth(text, size, weight);
      const before = anchor === 'start' ? 0 : anchor === 'middle' ? width / 2 : width;
      document.save();
      document.translate(x, y);
      if (upright === true) document.rotate(-90);
      document.fontSize(size).fillColor(color);
      let along = -before;
      for (const { text: part, file } of fontRuns(text, weight)) {
        document.font(file === undefined ? weight : systemFontName(document, file));
        document.text(part, along, 0, { lineBreak: false, baseline: 'alphabetic' });
        along += textWidth(part, size, weight);
      }
      document.restore();
    }
  }
}

/** Of a font of the system in this document, which holds those of its letters that are there. */
function systemFontName(document: Document, { font, bytes, member }: FontFile): string {
  document.registerFont(font.postscriptName, bytes, member);
  return font.postscriptName;
}

/**
 * One page as large as the figure: vectors, text that can be selected and searched, of the fonts the letters that are there.
 * Its date is a fixed one, so that the same scene gives the same bytes.
 *
 * @param comment of where it comes from, for the document's properties
 */
export async function writePdf(scene: Scene, comment: string): Promise<Uint8Array> {
  const document = new PDFDocument({
    size: [scene.width, scene.height],
    margin: 0,
    // None of the fonts that come with the library
    font: '',
    lang: 'en',
    displayTitle: true,
    info: {
      Title: scene.title,
      Subject: scene.description,
      Keywords: comment,
      Creator: 'Noisefloor',
      // It cannot be left out, and the document's number is made of it
      CreationDate: new Date(0),
    },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<void>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve());
    document.on('error', reject);
  });
  document.registerFont('regular', fontBytes('regular'));
  document.registerFont('semibold', fontBytes('semibold'));
  for (const primitive of scene.primitives) draw(document, primitive);
  document.end();
  await done;
  return new Uint8Array(Buffer.concat(chunks));
}
