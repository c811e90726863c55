import type { FitCurve } from '../../../../main/contract/workbench/profiles.ts';

interface RenderParams {
  readonly dataIndex: number;
}
interface RenderApi {
  coord(point: readonly number[]): [number, number];
}

/** An ECharts series that fills the room between the bounds of a curve. */
export function bandSeries(curve: FitCurve, color: string): Record<string, unknown> {
  return {
    type: 'custom',
    name: '95 % band',
    silent: true,
    z: 0,
    zlevel: 0,
    tooltip: { show: false },
    progressive: 0,
    clip: true,
    itemStyle: { color, opacity: 0.16 },
    encode: { x: 0, y: [1, 2] },
    data: curve.map(({ x, low, high }) => [x, low, high]),
    renderItem({ dataIndex }: RenderParams, api: RenderApi) {
      if (dataIndex > 0) return undefined;
      const upper = curve.map(({ x, high }) => api.coord([x, high]));
      const lower = curve.map(({ x, low }) => api.coord([x, low])).toReversed();
      const points = [...upper, ...lower].filter((point) => point.every(Number.isFinite));
      return { type: 'polygon', shape: { points }, style: { fill: color, opacity: 0.16 } };
    },
  };
}
