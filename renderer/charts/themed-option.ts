import type { ChartTokens } from './theme-tokens.ts';

type Option = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Option =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `given` over `usual`, objects merged; arrays and functions are values. */
export function mergeOption(usual: Option, given: Option): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...usual };
  for (const [key, value] of Object.entries(given)) {
    const before = merged[key];
    merged[key] = isObject(before) && isObject(value) ? mergeOption(before, value) : value;
  }
  return merged;
}

/** ECharts takes one component or a list of them. */
function overEach(usual: Option, given: unknown): unknown {
  if (Array.isArray(given)) return given.map((one) => (isObject(one) ? mergeOption(usual, one) : one));
  return isObject(given) ? mergeOption(usual, given) : given;
}

/**
 * An option in the colours of the theme, wherever it says nothing else. Everything is part of the option, and no theme of
 * ECharts is used, because changing that one makes the chart forget zoom and selection.
 */
export function themedOption(option: Option, tokens: ChartTokens): Record<string, unknown> {
  const components = componentLooks(tokens);
  const themed: Record<string, unknown> = {
    // An instrument shows what is measured at once
    animation: false,
    backgroundColor: 'transparent',
    color: [tokens.accent, tokens.inkSoft, tokens.warning, tokens.success, tokens.danger],
  };
  for (const [key, value] of Object.entries(option)) {
    const look = components[key];
    themed[key] = look === undefined ? value : overEach(look, value);
  }
  themed['textStyle'] = mergeOption(
    { fontFamily: tokens.fontUi, fontSize: 12, color: tokens.inkSoft },
    isObject(option['textStyle']) ? option['textStyle'] : {},
  );
  if (option['tooltip'] === undefined) themed['tooltip'] = { ...components['tooltip'], show: false };
  // Without it a brush over a few thousand points selects wrongly, and large series come in pieces
  themed['series'] = overEach({ progressive: 0 }, option['series']);
  return themed;
}

function componentLooks(tokens: ChartTokens): Readonly<Record<string, Option>> {
  const text = { color: tokens.inkSoft, fontFamily: tokens.fontUi, fontSize: 12 };
  const hairline = { color: tokens.line, width: 1 };
  const axis = {
    nameTextStyle: { ...text, fontWeight: 500 },
    axisLine: { lineStyle: { color: tokens.lineStrong } },
    axisTick: { lineStyle: { color: tokens.lineStrong } },
    axisLabel: { ...text, color: tokens.inkFaint },
    splitLine: { lineStyle: hairline },
    minorSplitLine: { lineStyle: { ...hairline, opacity: 0.5 } },
    axisPointer: pointerLook(tokens),
  };
  return {
    xAxis: axis,
    yAxis: axis,
    parallelAxis: axis,
    legend: {
      textStyle: text,
      pageTextStyle: text,
      inactiveColor: tokens.inkFaint,
      itemWidth: 18,
      itemHeight: 10,
      icon: undefined,
    },
    tooltip: {
      renderMode: 'richText',
      confine: true,
      transitionDuration: 0,
      backgroundColor: tokens.surfaceRaised,
      borderColor: tokens.lineStrong,
      borderWidth: 1,
      borderRadius: 3,
      padding: [6, 8],
      shadowBlur: 0,
      textStyle: { ...text, color: tokens.ink, lineHeight: 18 },
      axisPointer: pointerLook(tokens),
    },
    dataZoom: {
      borderColor: tokens.line,
      fillerColor: tokens.selected,
      textStyle: text,
      handleStyle: { color: tokens.surfaceRaised, borderColor: tokens.lineStrong },
      moveHandleStyle: { color: tokens.lineStrong },
      dataBackground: { lineStyle: { color: tokens.lineStrong }, areaStyle: { color: tokens.line } },
    },
    brush: { brushStyle: { borderWidth: 1, color: 'transparent', borderColor: tokens.accent }, outOfBrush: {} },
    visualMap: { textStyle: text },
    axisPointer: pointerLook(tokens),
  };
}

function pointerLook(tokens: ChartTokens): Option {
  return {
    lineStyle: { color: tokens.inkFaint },
    crossStyle: { color: tokens.inkFaint },
    label: { backgroundColor: tokens.inkSoft, color: tokens.surfaceRaised, shadowBlur: 0 },
  };
}
