const longest = 150;

/** Letters, digits, dots, hyphens and underscores; anything else of the file becomes an underscore. */
function plain(name: string): string {
  return name
    .slice(0, 4 * longest)
    .replace(/[^\w.-]+/g, '_')
    .replace(/^[_.]+(?=[^_.])/, '')
    .slice(0, longest);
}

/**
 * The module a node of PyTorch's exporter belongs to: `/features/features.2/block/block.0/block.0.0/Conv` is
 * `features.2.block.0.0`. A part that the next one repeats says nothing.
 */
function modulePath(parts: readonly string[]): string[] {
  return parts.filter((part, index) => !parts[index + 1]?.startsWith(`${part}.`));
}

/** A layer's name, from that of its weights where they are named `LAYER.weight`, otherwise from its node's. */
export function layerNameWithWeights(nodeName: string, weightName: string): string {
  const layer = /^(.+)\.(?:weight|kernel)$/.exec(weightName)?.[1];
  if (layer !== undefined) return plain(layer);
  if (!nodeName.startsWith('/')) return plain(nodeName);
  const parts = nodeName.split('/').filter((part) => part !== '');
  const path = modulePath(parts.slice(0, -1));
  return plain((path.length > 0 ? path : parts).join('.'));
}

/** The name of a layer without parameters: a path of PyTorch's in short form, any other name as it is. */
export function layerName(nodeName: string): string {
  if (!nodeName.startsWith('/')) return plain(nodeName);
  const parts = nodeName.split('/').filter((part) => part !== '');
  const operation = (parts.at(-1) ?? '').toLowerCase();
  const path = modulePath(parts.slice(0, -1));
  const repeats = path.at(-1)?.replace(/_\d+$/, '').toLowerCase() === operation;
  return plain((repeats ? path : [...path, operation]).join('.'));
}
