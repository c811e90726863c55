/** Colours a chart takes from the interface's tokens. */
export interface ChartTokens {
  readonly surface: string;
  readonly surfaceRaised: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly inkFaint: string;
  readonly accent: string;
  readonly danger: string;
  readonly warning: string;
  readonly success: string;
  readonly selected: string;
  readonly fontUi: string;
}

const names: Readonly<Record<keyof ChartTokens, string>> = {
  surface: '--surface',
  surfaceRaised: '--surface-raised',
  line: '--line',
  lineStrong: '--line-strong',
  ink: '--ink',
  inkSoft: '--ink-soft',
  inkFaint: '--ink-faint',
  accent: '--accent',
  danger: '--danger',
  warning: '--warning',
  success: '--success',
  selected: '--surface-selected',
  fontUi: '--font-ui',
};

/** @param read the value of a custom property, as it is in force */
export function readChartTokens(read: (property: string) => string): ChartTokens {
  const entries = Object.entries(names).map(([name, property]) => [name, read(property).trim()]);
  return Object.fromEntries(entries) as unknown as ChartTokens;
}
