import type { FitPoint, ProfileFit } from '../../../../main/contract/profile-fit.ts';
import type { FitCurve } from '../../../../main/contract/workbench/profiles.ts';
import { axis, errorBars, grid, tooltip } from '../../../charts/base-option.ts';
import type { ChartTokens } from '../../../charts/theme-tokens.ts';
import type { ChartPoint } from '../../../components/chart-point.ts';
import { bandSeries } from './fit-band.ts';
import { placeAxis, pointText, residualText, type ChartOption } from './fit-text.ts';

/** Where a point is drawn: rates of 0 have no place on a logarithmic axis and stand at what they lie below. */
const drawnAt = ({ kind }: ProfileFit, { y, high }: FitPoint): number | undefined =>
  kind === 'voltage' && y === 0 ? high : y;

/** Measured points with their errors, the fitted curve through them and its band. */
export function fitOption(fit: ProfileFit, curve: Readonly<FitCurve>, tokens: ChartTokens): ChartOption {
  const isVoltage = fit.kind === 'voltage';
  const drawn = fit.points.flatMap((point, index) => {
    const y = drawnAt(fit, point);
    return y === undefined || !withinCurve(fit, point) ? [] : [{ point, y, index }];
  });
  const line = curve.filter(({ fitted }) => !isVoltage || fitted > 0);
  return {
    grid: grid({ left: 76, top: 32, right: 24 }),
    legend: { top: 0, left: 'center', data: ['measured', { name: 'fit', itemStyle: { opacity: 0 } }, '95 % band'] },
    tooltip: tooltip({
      trigger: 'item',
      formatter: ({ seriesName, dataIndex }: { seriesName: string; dataIndex: number }) =>
        seriesName === 'measured' ? pointText(fit, drawn[dataIndex]!.point) : '',
    }),
    xAxis: placeAxis(fit),
    yAxis: isVoltage
      ? axis('Fault rate of a bit', undefined, { vertical: true, log: true })
      : {
          ...axis('Std of the error, of the largest', undefined, { vertical: true, percent: true, min: 0 }),
          nameGap: 56,
        },
    series: [
      bandSeries(line, tokens.accent),
      {
        type: 'line',
        name: 'fit',
        symbol: 'none',
        silent: true,
        data: line.map(({ x, fitted }) => [x, fitted]),
        lineStyle: { color: tokens.accent, width: 1.75 },
        itemStyle: { color: tokens.accent },
      },
      {
        ...errorBars(
          drawn
            .filter(({ point }) => point.y > 0)
            .map(({ point, y }) => ({ x: point.x, y, yLow: point.low, yHigh: point.high })),
          { color: tokens.inkSoft, z: 2 },
        ),
        // The last point lies on the edge, where half of its caps would be cut off
        clip: false,
      },
      {
        type: 'scatter',
        name: 'measured',
        z: 3,
        symbolSize: 7,
        itemStyle: { color: tokens.ink },
        data: drawn.map(({ point, y }) => ({
          value: [point.x, y],
          // An arrow down: at most so much. Hollow: not counted
          ...(point.y === 0 ? { symbol: 'triangle', symbolRotate: 180, symbolSize: 9 } : {}),
          ...(point.used
            ? {}
            : { itemStyle: { color: tokens.surfaceRaised, borderColor: tokens.ink, borderWidth: 1.25 } }),
        })),
      },
    ],
  };
}

/** Voltages far above all that failed would leave no room for the others; the table has them. */
function withinCurve({ kind, points }: ProfileFit, { x, used }: FitPoint): boolean {
  if (kind === 'conductance' || used) return true;
  const places = points.filter((point) => point.used).map((point) => point.x);
  const [low, high] = [Math.min(...places), Math.max(...places)];
  return x <= high && x >= low;
}

/** Residuals by their standard errors; two of them are marked. */
export function residualOption(fit: ProfileFit, tokens: ChartTokens): ChartOption {
  const drawn = fit.points.filter(({ standardised }) => standardised !== undefined);
  const largest = Math.max(3, ...drawn.map(({ standardised = 0 }) => Math.ceil(Math.abs(standardised))));
  return {
    grid: grid({ left: 76, right: 24 }),
    tooltip: tooltip({
      trigger: 'item',
      formatter: ({ dataIndex }: { dataIndex: number }) => residualText(fit, drawn[dataIndex]!),
    }),
    xAxis: placeAxis(fit),
    yAxis: {
      ...axis('Residual / its error', undefined, { vertical: true }),
      min: -largest,
      max: largest,
      nameGap: 40,
    },
    series: [
      {
        type: 'scatter',
        symbolSize: 7,
        itemStyle: { color: tokens.ink },
        data: drawn.map(({ x, standardised }) => [x, standardised]),
        markLine: {
          silent: true,
          symbol: 'none',
          label: { show: false },
          data: [
            { yAxis: 0, lineStyle: { color: tokens.inkSoft, type: 'solid' } },
            { yAxis: 2, lineStyle: { color: tokens.lineStrong, type: 'dashed' } },
            { yAxis: -2, lineStyle: { color: tokens.lineStrong, type: 'dashed' } },
          ],
        },
      },
    ],
  };
}

/** What the arrow keys read. */
export function residualPoints(fit: ProfileFit): readonly ChartPoint[] {
  return fit.points
    .filter(({ standardised }) => standardised !== undefined)
    .map((point, dataIndex) => ({ text: residualText(fit, point), seriesIndex: 0, dataIndex }));
}
