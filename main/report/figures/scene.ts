import type { Dash, MarkShape } from './looks.ts';

export interface Stroke {
  readonly color: string;
  /** In points, at least 0.25 */
  readonly width: number;
  readonly dash?: Dash;
}

/** Where a text stands: its baseline, from its start, middle or end. */
export interface TextPrimitive {
  readonly type: 'text';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** In points */
  readonly size: number;
  readonly weight: FontWeight;
  readonly color: string;
  readonly anchor: 'start' | 'middle' | 'end';
  /** Reads upwards */
  readonly upright?: boolean;
  readonly role: 'tick-x' | 'tick-y' | 'title' | 'legend' | 'note';
}

export type FontWeight = 'regular' | 'semibold';

/** Something to draw, in points from the upper left corner, y downwards. */
export type Primitive =
  | {
      readonly type: 'line';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
      readonly stroke: Stroke;
    }
  | { readonly type: 'path'; readonly points: readonly Position[]; readonly stroke: Stroke }
  | {
      readonly type: 'rectangle';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill: string;
      readonly stroke?: Stroke;
    }
  | {
      readonly type: 'marker';
      readonly x: number;
      readonly y: number;
      readonly shape: MarkShape;
      /** Diameter */
      readonly size: number;
      readonly fill: string;
      readonly stroke: Stroke;
    }
  | TextPrimitive;

export type Position = readonly [x: number, y: number];

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A figure with its size, ready to be written in any format. */
export interface Scene {
  /** In points */
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  readonly primitives: readonly Primitive[];
  /** Frames of the axes, in the order of the panels */
  readonly frames: readonly Rectangle[];
}

export const pointsPerMm = 72 / 25.4;
