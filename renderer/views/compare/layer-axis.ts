import { axis } from '../../charts/base-option.ts';

/** Of a letter of the axis' labels; pixels */
const letter = 6;
const longestLabel = 96;
const angle = 45;

const isUpright = (layers: readonly string[]): boolean => layers.length * widthOf(layers) < 480;

function widthOf(layers: readonly string[]): number {
  return Math.min(longestLabel, letter * Math.max(0, ...layers.map(({ length }) => length)) + 8);
}

/** Height of the labels; pixels */
function labelHeight(layers: readonly string[]): number {
  return isUpright(layers) ? 14 : Math.ceil(widthOf(layers) * Math.sin((angle * Math.PI) / 180)) + 10;
}

/** An axis of layers in network order; their names lie slanted where there are many. */
export function layerAxis(layers: readonly string[], name = 'Layer'): Record<string, unknown> {
  return {
    ...axis(name, undefined, { categories: layers }),
    nameGap: labelHeight(layers) + 12,
    axisLabel: {
      rotate: isUpright(layers) ? 0 : angle,
      hideOverlap: true,
      fontSize: 11,
      width: longestLabel,
      overflow: 'truncate',
      ...(layers.length <= 24 ? { interval: 0 } : {}),
    },
  };
}

/** What the axis takes under a drawing; pixels. */
export function layerAxisRoom(layers: readonly string[]): number {
  return labelHeight(layers) + 34;
}
