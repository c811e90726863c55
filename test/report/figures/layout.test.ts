import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figureStyleSchema, figureWidthMm, type FigureStyleInput } from '../../../main/contract/figure-style.ts';
import type { FigureDocument } from '../../../main/report/figures/figure-document.ts';
import { shortened, wrapped } from '../../../main/report/figures/layout/fit-text.ts';
import { figureScene } from '../../../main/report/figures/layout/figure-layout.ts';
import { pointsPerMm, type Primitive, type Rectangle, type Scene } from '../../../main/report/figures/scene.ts';
import { studyFigures } from '../../../main/report/figures/study-figures.ts';
import { textBox, textWidth } from '../../../main/report/figures/text-outline.ts';
import { figureSubject, usualSubject } from './figure-subject.ts';

const style = (input: FigureStyleInput = {}) => figureStyleSchema.parse(input);
type Text = Extract<Primitive, { type: 'text' }>;
const texts = ({ primitives }: Scene, role?: Text['role']): readonly Text[] =>
  primitives.filter((each): each is Text => each.type === 'text' && (role === undefined || each.role === role));

/** What a primitive covers, without the width of its line. */
function boxOf(primitive: Primitive): Rectangle {
  switch (primitive.type) {
    case 'line': {
      const { x1, y1, x2, y2 } = primitive;
      return { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
    }
    case 'path': {
      const [xs, ys] = [primitive.points.map(([x]) => x), primitive.points.map(([, y]) => y)];
      const [x, y] = [Math.min(...xs), Math.min(...ys)];
      return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
    }
    case 'rectangle':
      return primitive;
    case 'marker': {
      const { x, y, size } = primitive;
      return { x: x - size / 2, y: y - size / 2, width: size, height: size };
    }
    case 'text':
      return textBox(primitive);
  }
}

const overlap = (first: Rectangle, second: Rectangle, slack = 0.05): boolean =>
  first.x + first.width > second.x + slack &&
  second.x + second.width > first.x + slack &&
  first.y + first.height > second.y + slack &&
  second.y + second.height > first.y + slack;

function expectWithin(scene: Scene, id: string): void {
  for (const primitive of scene.primitives) {
    const { x, y, width, height } = boxOf(primitive);
    const inside = x >= -0.01 && y >= -0.01 && x + width <= scene.width + 0.01 && y + height <= scene.height + 0.01;
    expect(inside, `${id}: ${JSON.stringify(primitive)} of ${scene.width} x ${scene.height}`).toBe(true);
  }
}

/** Capitals and digits: the box with accents and descenders of one label may reach into that of the next line. */
function inkOf(text: Text): Rectangle {
  const box = textBox(text);
  return text.upright === true
    ? { ...box, x: text.x - 0.66 * text.size, width: 0.66 * text.size }
    : { ...box, y: text.y - 0.66 * text.size, height: 0.66 * text.size };
}

function expectApart(scene: Scene, id: string): void {
  for (const role of ['tick-x', 'tick-y', 'legend', 'note'] as const) {
    const boxes = texts(scene, role).map((text) => ({ text, box: inkOf(text) }));
    for (const [index, first] of boxes.entries()) {
      for (const second of boxes.slice(index + 1)) {
        expect(overlap(first.box, second.box), `${id}: "${first.text.text}" and "${second.text.text}"`).toBe(false);
      }
    }
  }
}

/** Labels, titles and legends lie outside the frames of the axes. */
function expectFramesFree(scene: Scene, id: string): void {
  for (const frame of scene.frames) {
    for (const text of texts(scene)) expect(overlap(inkOf(text), frame, 0.3), `${id}: "${text.text}"`).toBe(false);
  }
}

/** What stands beside a frame does not reach up to the titles and legends above it. */
function expectBesideFrames(scene: Scene, id: string): void {
  for (const text of texts(scene, 'title').filter(({ upright }) => upright)) {
    const frame = scene.frames.find(({ y, height }) => Math.abs(y + height / 2 - text.y) < 0.01);
    expect(textBox(text).y, `${id}: "${text.text}"`).toBeGreaterThan(frame!.y - 0.55 * text.size);
  }
}

function expectGood(figure: FigureDocument, input: FigureStyleInput): void {
  const scene = figureScene(figure, style(input));
  expectWithin(scene, figure.id);
  expectApart(scene, figure.id);
  expectFramesFree(scene, figure.id);
  expectBesideFrames(scene, figure.id);
  for (const frame of scene.frames) expect(frame.width, figure.id).toBeGreaterThan(20);
}

describe('the layout of figures', () => {
  it.each(['single', 'double', 60, 140] as const)(
    'keeps everything apart and on the page at a width of %s',
    (width) => {
      for (const figure of studyFigures(usualSubject)) expectGood(figure, { width });
    },
  );

  it('keeps everything apart and on the page, whatever the study and the style', () => {
    const names = fc.stringMatching(/^[a-z][a-z0-9._]{0,24}$/);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 14 }),
        fc.uniqueArray(names, { minLength: 1, maxLength: 70, size: 'max' }),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom('', ' · wide-resnet-28-10', ' of a configuration with a very long name that says all of it'),
        fc.oneof(fc.constantFrom('single' as const, 'double' as const), fc.integer({ min: 70, max: 300 })),
        fc.constantFrom(5, 6, 7, 8, 9),
        (configurations, layers, seeds, suffix, width, fontPt) => {
          for (const figure of studyFigures(figureSubject({ configurations, layers, seeds, suffix }))) {
            expectGood(figure, { width, fontPt });
          }
        },
      ),
      // Shrinking a whole study takes minutes, and says little more
      { numRuns: 25, endOnFailure: true },
    );
  });

  it('is as wide as a column and as high as was asked for', () => {
    for (const figure of studyFigures(usualSubject)) {
      const single = figureScene(figure, style());
      expect(single.width / pointsPerMm).toBeCloseTo(88, 9);
      const tall = figureScene(figure, style({ width: 120, heightMm: 200 }));
      expect(tall.height / pointsPerMm).toBeCloseTo(200, 9);
      expectWithin(tall, figure.id);
      expectApart(tall, figure.id);
    }
    expect(figureWidthMm(style({ width: 'double' }))).toBe(180);
  });

  it('has room for a label that reaches beyond its axis', () => {
    const [pareto] = studyFigures(usualSubject);
    const look = { shape: 'circle', color: '#000000', size: 4, filled: true } as const;
    const points = [0, 1].map((share) => ({ x: 1e9 * share, y: 1e9 * share }));
    const axis = { scale: 'linear', low: 0, high: 1e9, title: 'Weights (1)' } as const;
    const panel = { x: axis, y: axis, marks: [{ kind: 'points', name: '', points, look }] } as const;
    expectGood({ ...pareto!, legend: [], panels: [panel] }, {});
    expectGood({ ...pareto!, legend: [], panels: [panel, panel, panel] }, { width: 'double' });
  });

  it('fits into a page where frames can be lower', () => {
    const [figure] = studyFigures(usualSubject).filter(({ id }) => id === 'sensitivity');
    const panels = Array.from({ length: 8 }, () => figure!.panels[0]!);
    const scene = figureScene({ ...figure!, panels }, style());
    expect(scene.height / pointsPerMm).toBeLessThan(226);
    expectGood({ ...figure!, panels }, {});
  });

  it('has more panels side by side where it would be higher than a page, and is higher where that is no help', () => {
    const [figure] = studyFigures(usualSubject).filter(({ id }) => id === 'sensitivity');
    const several = (count: number): FigureDocument => ({
      ...figure!,
      panels: Array.from({ length: count }, () => figure!.panels[0]!),
    });
    const columnsOf = (count: number, input: FigureStyleInput): number =>
      new Set(figureScene(several(count), style(input)).frames.map(({ x }) => x)).size;
    for (const count of [4, 8]) {
      const scene = figureScene(several(count), style({ fontPt: 12 }));
      expect(scene.height / pointsPerMm).toBeLessThan(225.1);
      expectGood(several(count), { fontPt: 12 });
    }
    expect([columnsOf(4, { fontPt: 12 }), columnsOf(8, { fontPt: 12 })]).toEqual([1, 2]);
    // A height that is asked for is kept to, in panels as wide as they should be
    expect(columnsOf(8, { fontPt: 12, heightMm: 900 })).toBe(1);
    const many = figureScene(several(60), style());
    expect(many.height / pointsPerMm).toBeGreaterThan(226);
    expect(columnsOf(60, {})).toBe(columnsOf(4, {}));
  });

  it('keeps panels of one legend side by side', () => {
    const subject = figureSubject({ configurations: 14, layers: ['fc1'], seeds: 2, suffix: '' });
    const figure = studyFigures(subject).find(({ id }) => id === 'learning-curves')!;
    const span = figure.panels[0]!.legendSpan!;
    expect(span).toBeGreaterThan(1);
    for (const width of ['single', 'double'] as const) {
      const { frames } = figureScene(figure, style({ width }));
      const tops = frames.map(({ y }) => y);
      for (let first = 0; first < tops.length; first += span) {
        expect(new Set(tops.slice(first, first + span)).size).toBe(1);
      }
    }
  });

  it('refuses a height without room, and says which one has', () => {
    const [figure] = studyFigures(usualSubject);
    let needed: number | undefined;
    try {
      figureScene(figure!, style({ heightMm: 20 }));
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid-argument' });
      needed = Number(/at least (\d+) mm/.exec((error as { nextStep: string }).nextStep)?.[1]);
    }
    expect(needed).toBeGreaterThan(20);
    expectWithin(figureScene(figure!, style({ heightMm: needed })), figure!.id);
  });

  it('draws no line thinner than a quarter of a point, and text as large as asked for', () => {
    for (const figure of studyFigures(usualSubject)) {
      for (const primitive of figureScene(figure, style({ fontPt: 8 })).primitives) {
        const stroke = 'stroke' in primitive ? primitive.stroke : undefined;
        if (stroke !== undefined) expect(stroke.width).toBeGreaterThanOrEqual(0.25);
        if (primitive.type === 'text') expect(primitive.size).toBeGreaterThanOrEqual(8);
      }
    }
  });

  it('numbers layers whose names have no room', () => {
    const layers = Array.from({ length: 60 }, (_, index) => `features.${index}.conv.0.weight`);
    const many = studyFigures(figureSubject({ configurations: 1, layers, seeds: 2 }));
    const scene = figureScene(
      many.find(({ id }) => id === 'sensitivity')!,
      style(),
    );
    expect(texts(scene, 'title').map(({ text }) => text)).toContain('Layer (number, in the order of the network)');
    expect(texts(scene, 'tick-x')[0]!.text).toBe('1');
    for (const figure of many) expectGood(figure, {});
    const wide = figureScene(
      many.find(({ id }) => id === 'sensitivity')!,
      style({ width: 480 }),
    );
    expect(texts(wide, 'tick-x')[0]).toMatchObject({ text: layers[0], upright: true });
  });

  it('is the same for the same study', () => {
    const [first, second] = [usualSubject, structuredClone({ ...usualSubject, trainingRate: undefined })].map(
      (subject) =>
        studyFigures({ ...subject, trainingRate: usualSubject.trainingRate }).map((each) => figureScene(each, style())),
    );
    expect(second).toEqual(first);
  });
});

describe('texts that have no room', () => {
  it('are broken at spaces into lines of about the same length', () => {
    expect(wrapped('one two three four', textWidth('one two three', 7), 7, 2)).toEqual(['one two', 'three four']);
    expect(wrapped('one two', 1000, 7, 2)).toEqual(['one two']);
  });

  it('never become wider than asked for', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 80 }), fc.integer({ min: 20, max: 300 }), (text, width) => {
        for (const line of [shortened(text, width, 7), ...wrapped(text, width, 7, 2)]) {
          expect(textWidth(line, 7)).toBeLessThanOrEqual(width);
        }
        expect(wrapped(text, width, 7, 2).length).toBeLessThanOrEqual(2);
      }),
    );
  });
});
