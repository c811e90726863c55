import type { Estimate } from '../../../../main/contract/estimate.ts';
import { axis, grid, tooltip } from '../../../charts/base-option.ts';
import type { ChartLook } from '../../../charts/chart-look.ts';
import { errorBars, type ErrorBarPoint } from '../../../charts/error-bars.ts';
import { padded, percentAxis, rangeOf, type Range } from '../../../charts/front-axis.ts';
import { methodStyle } from '../../../charts/method-style.ts';
import { layerAxis, layerAxisRoom } from '../layer-axis.ts';
import { rateText } from '../../../charts/digits.ts';
import { describeCurvePoint, layersOf, type NamedCurve } from './fault-curves.ts';
import { spreadOffsets } from './spread-offsets.ts';

/** Where a rate of 0 stands on a logarithmic axis: apart from the least rate, at the left. */
export function zeroPlace(rates: readonly number[]): number {
  const positive = rates.filter((rate) => rate > 0);
  return positive.length === 0 ? 1e-6 : Math.min(...positive) / 3;
}

type Series = Record<string, unknown>;
type CurvePoint = NamedCurve['points'][number];

/** Curves of one method are told apart by how pale they are and by the name at their end */
const shades = [1, 0.75, 0.55, 0.4];
/** Pixels: of the drawing without its axes, and of a name */
const drawnHeight = 270;
const nameHeight = 14;
const nameRoom = 168;

interface CurveDrawing {
  readonly range: Range | undefined;
  readonly look: ChartLook;
  /** Along the horizontal axis */
  place(point: CurvePoint): number;
  /** What a point looks like besides */
  mark(curve: NamedCurve, point: CurvePoint): Series;
}

/** For each curve its intervals, then itself with its name at the end. */
function curveSeries(curves: readonly NamedCurve[], { range, look, place, mark }: CurveDrawing): readonly Series[] {
  const last = curves.map(({ points }) => points.at(-1)?.accuracy.value ?? NaN);
  const heights = last.map((value) =>
    range === undefined ? NaN : (drawnHeight * (range.max - value)) / (range.max - range.min),
  );
  const offsets = spreadOffsets(heights, nameHeight);
  return curves.flatMap((curve, index): Series[] => {
    const { color, symbol, dash } = methodStyle(curve.method, look.palette, look.dark);
    const before = curves.slice(0, index).filter(({ method }) => method === curve.method).length;
    const opacity = shades[before % shades.length]!;
    return [
      errorBars(
        curve.points.map((point) => barOf(place(point), point.accuracy)),
        { color, opacity: opacity * 0.7, cap: 3 },
      ),
      {
        id: `curve/${index}`,
        name: curve.name,
        type: 'line',
        symbol,
        symbolSize: 8,
        lineStyle: { color, type: dash, opacity, width: 1.5 },
        itemStyle: { color, opacity },
        emphasis: { focus: 'series' },
        endLabel: {
          show: true,
          formatter: curve.name,
          color: look.tokens.inkSoft,
          fontSize: 11,
          width: nameRoom - 16,
          overflow: 'truncate',
          offset: [4, offsets[index]],
        },
        data: curve.points.map((point) => ({
          value: [place(point), point.accuracy.value, index],
          ...mark(curve, point),
        })),
      },
    ];
  });
}

function barOf(x: number, { value, low, high }: Estimate): ErrorBarPoint {
  return { x, y: value, yLow: low, yHigh: high };
}

function accuracyRange(estimates: readonly Estimate[]): Range | undefined {
  const range = rangeOf(estimates);
  return range === undefined ? undefined : padded(range, false);
}

/** Accuracy over the rate a network is used at; the rate it was trained at is ringed (arXiv:1912.10764, figure 1). */
export function rateCurvesOption(curves: readonly NamedCurve[], look: ChartLook): Record<string, unknown> {
  const rates = curves.flatMap(({ points }) => points.map(({ rate }) => rate));
  const zero = zeroPlace(rates);
  const at = (rate: number): number => (rate > 0 ? rate : zero);
  const range = accuracyRange(curves.flatMap(({ points }) => points.map(({ accuracy }) => accuracy)));
  const most = Math.max(...rates.map(at));
  const rateAxis = axis('Fault rate it is used at', 'errors by bits read', {
    log: true,
    min: zero / 1.3,
    max: most * 1.1,
  });
  const ringed = { symbolSize: 14, itemStyle: { borderColor: look.tokens.ink, borderWidth: 2 } };
  return {
    grid: grid({ right: nameRoom, top: 16 }),
    tooltip: tooltip({ trigger: 'item', formatter: (item: unknown) => describeItem(curves, item) }),
    xAxis: {
      ...rateAxis,
      axisLabel: {
        ...(rateAxis['axisLabel'] as object),
        customValues: [...new Set(rates.map(at))],
        formatter: (value: number) => (value <= zero * 1.01 ? '0' : rateText(value)),
      },
      axisTick: { customValues: [...new Set(rates.map(at))] },
    },
    yAxis: percentAxis('Accuracy (%)', range, { vertical: true }),
    series: curveSeries(curves, {
      range,
      look,
      place: ({ rate }) => at(rate),
      mark: (curve, { rate }) => (rate === curve.trainingRate ? ringed : {}),
    }),
  };
}

/** Accuracy with the bits of one layer random, layer by layer, beside that of the network as it is used (figure 2). */
export function layerCurvesOption(curves: readonly NamedCurve[], look: ChartLook): Record<string, unknown> {
  const layers = layersOf(curves);
  const used = curves.flatMap(({ usual }) => (usual === undefined ? [] : [usual]));
  const range = accuracyRange([...curves.flatMap(({ points }) => points.map(({ accuracy }) => accuracy)), ...used]);
  const place = ({ layer = '' }: CurvePoint): number => layers.indexOf(layer);
  return {
    grid: grid({ left: 64, right: nameRoom, top: 16, bottom: layerAxisRoom(layers) }),
    tooltip: tooltip({ trigger: 'item', formatter: (item: unknown) => describeItem(curves, item) }),
    xAxis: layerAxis(layers, 'Layer whose bits are random'),
    yAxis: percentAxis('Accuracy (%)', range, { vertical: true }),
    series: curveSeries(curves, { range, look, place, mark: () => ({}) }).map((series) => {
      const curve = curves[Number(/^curve\/(\d+)$/.exec(String(series['id']))?.[1])];
      return curve?.usual === undefined ? series : { ...series, markLine: levelLine(curve, curve.usual.value, look) };
    }),
  };
}

/** The accuracy of a network as it is used, right across. */
function levelLine({ method }: NamedCurve, accuracy: number, { palette, dark }: ChartLook): Series {
  const { color, dash } = methodStyle(method, palette, dark);
  return {
    silent: true,
    symbol: 'none',
    // Otherwise it stands at the nearest per cent
    precision: 12,
    lineStyle: { color, type: dash, opacity: 0.6 },
    label: { show: false },
    data: [{ yAxis: accuracy }],
  };
}

function describeItem(curves: readonly NamedCurve[], item: unknown): string {
  const { dataIndex, value } = item as { readonly dataIndex: number; readonly value?: readonly number[] };
  const curve = curves[value?.[2] ?? -1];
  return curve === undefined ? '' : describeCurvePoint(curve, curve.points[dataIndex]);
}
