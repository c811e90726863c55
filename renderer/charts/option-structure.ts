const components = [
  'xAxis',
  'yAxis',
  'grid',
  'parallel',
  'parallelAxis',
  'visualMap',
  'legend',
  'dataZoom',
  'brush',
  'toolbox',
];

/**
 * What an option is made of. ECharts merges an option into the one before, which keeps zoom and brush; where components
 * were added or taken away or are of another kind, it has to begin anew.
 */
export function optionStructure(option: Readonly<Record<string, unknown>>): string {
  return components
    .map((name) => {
      const given = option[name];
      if (given === undefined) return '';
      const list = Array.isArray(given) ? given : [given];
      return `${name}:${list.map((one) => String((one as { type?: unknown } | undefined)?.type ?? '')).join(',')}`;
    })
    .join(';');
}
