import { toGrey } from './colors.ts';
import type { Primitive, Scene, Stroke } from './scene.ts';

const greyStroke = (stroke: Stroke): Stroke => ({ ...stroke, color: toGrey(stroke.color) });

function greyed(primitive: Primitive): Primitive {
  switch (primitive.type) {
    case 'text':
      return { ...primitive, color: toGrey(primitive.color) };
    case 'line':
    case 'path':
      return { ...primitive, stroke: greyStroke(primitive.stroke) };
    case 'marker':
      return { ...primitive, fill: toGrey(primitive.fill), stroke: greyStroke(primitive.stroke) };
    case 'rectangle': {
      const { stroke, ...rest } = primitive;
      return { ...rest, fill: toGrey(rest.fill), ...(stroke === undefined ? {} : { stroke: greyStroke(stroke) }) };
    }
  }
}

/** Every colour as the grey of the same luminance. */
export function greyScene(scene: Scene): Scene {
  return { ...scene, primitives: scene.primitives.map(greyed) };
}
