import type { Axis } from '../figure-document.ts';

/** Layers in the order of the network, by name or, where that has no room, by number. */
export function layerAxis(layers: readonly string[]): Axis {
  return {
    title: 'Layer',
    numberedTitle: 'Layer (number, in the order of the network)',
    scale: 'category',
    categories: layers,
  };
}
