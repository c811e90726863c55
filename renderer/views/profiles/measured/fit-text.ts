import type { FitPoint, ProfileFit } from '../../../../main/contract/profile-fit.ts';
import { axis, tickLabel } from '../../../charts/base-option.ts';
import { formatEstimate } from '../../../charts/estimate-format.ts';
import { formatCount, formatFixed, formatSignificant } from '../../../charts/number-format.ts';
import type { TableColumn, TableRow } from '../../../components/table-text.ts';

export type ChartOption = Readonly<Record<string, unknown>>;

/** The horizontal axis of a fit: voltage, or conductance of the largest. */
export function placeAxis({ kind, fullScale, points, atVoltage }: ProfileFit): ChartOption {
  if (kind === 'voltage') {
    const used = points.filter((point) => point.used).map(({ x }) => x);
    const places = atVoltage === undefined ? used : [...used, atVoltage];
    const [low, high] = [Math.min(...places), Math.max(...places)];
    const room = (high - low) / 20;
    const labels = {
      formatter: (value: number) => tickLabel(value),
      hideOverlap: true,
      showMinLabel: false,
      showMaxLabel: false,
    };
    return { ...axis('Supply voltage', 'V'), min: tidy(low - room), max: tidy(high + room), axisLabel: labels };
  }
  const largest =
    fullScale === undefined || fullScale.unit === ''
      ? ''
      : `, ${formatSignificant(fullScale.value, 3)} ${fullScale.unit}`;
  return { ...axis(`Conductance, of the largest${largest}`, undefined, { percent: true, min: 0 }), max: 1 };
}

/** Without the digits that a sum of fractions leaves. */
const tidy = (value: number): number => Number(value.toPrecision(4));

function placeText({ kind, fullScale }: ProfileFit, x: number): string {
  if (kind === 'voltage') return `${formatSignificant(x, 4)} V`;
  if (fullScale === undefined || fullScale.unit === '') return `${formatSignificant(100 * x, 3)} % of the largest`;
  return `${formatSignificant(x * fullScale.value, 3)} ${fullScale.unit}`;
}

/** One measured point in a line. */
export function pointText(fit: ProfileFit, point: FitPoint): string {
  const { y, low, high, count, fitted, used } = point;
  const place = placeText(fit, point.x);
  if (fit.kind === 'voltage') {
    const bits = count === undefined ? '' : ` of ${formatCount(count)} bits`;
    const left = used ? '' : ', not counted';
    if (y === 0) return `${place}: no error${bits}, below ${formatSignificant(high ?? 0, 2)}${left}`;
    return `${place}: fault rate ${formatSignificant(y, 3)}${bits}, fitted ${formatSignificant(fitted, 3)}${left}`;
  }
  const known = low === undefined || high === undefined ? { low: y, high: y } : { low, high };
  const value = formatEstimate({ value: y, ...known }, 'percent').full;
  const errors = count === undefined ? '' : ` over ${formatCount(count)} errors`;
  return `${place}: ${value}${errors}, fitted ${formatSignificant(100 * fitted, 3)} %`;
}

export function residualText(fit: ProfileFit, point: FitPoint): string {
  return `${placeText(fit, point.x)}: ${formatSignificant(point.standardised ?? NaN, 2)} standard errors`;
}

const significant =
  (digits: number) =>
  (value: unknown): string =>
    typeof value === 'number' ? formatSignificant(value, digits) : '';

/** The points as a table, conductances in their unit where they have one. */
export function pointTable(fit: ProfileFit): {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
} {
  const isVoltage = fit.kind === 'voltage';
  const { unit = '', value: scale = 1 } = (isVoltage ? undefined : fit.fullScale) ?? {};
  const own = unit === '' ? 1 : scale;
  const shown = unit === '' ? 'of the largest' : unit;
  const number = (key: string, label: string, digits: number, ofUnit?: string): TableColumn => ({
    key,
    label,
    kind: 'number',
    format: significant(digits),
    ...(ofUnit === undefined ? {} : { unit: ofUnit }),
  });
  const columns = isVoltage
    ? [
        number('x', 'Voltage', 4, 'V'),
        number('y', 'Fault rate', 3),
        number('low', 'One standard error lower', 3),
        number('high', 'and higher', 3),
        number('fitted', 'Fitted', 3),
        number('residual', 'Residual of ln', 2),
      ]
    : [
        number('x', 'Conductance', 4, shown),
        number('y', 'Standard deviation', 3, shown),
        number('low', 'One standard error lower', 3, shown),
        number('high', 'and higher', 3, shown),
        number('fitted', 'Fitted', 3, shown),
        number('residual', 'Residual', 2, shown),
      ];
  return {
    columns: [
      ...columns,
      number('standardised', 'Residual / its error', 2),
      {
        key: 'count',
        label: isVoltage ? 'Bits' : 'Errors',
        kind: 'number',
        format: (value) => (typeof value === 'number' ? formatCount(value) : ''),
      },
      { key: 'used', label: 'Counted', format: (value) => (value === true ? 'yes' : 'no') },
    ],
    rows: fit.points.map(({ x, y, low, high, fitted, residual, ...rest }) => {
      const scaled = (value: number | undefined): number | undefined => (value === undefined ? undefined : value * own);
      return isVoltage
        ? { x, y, low, high, fitted, residual, ...rest }
        : {
            x: x * own,
            y: y * own,
            low: scaled(low),
            high: scaled(high),
            fitted: fitted * own,
            residual: scaled(residual),
            ...rest,
          };
    }),
  };
}

/** Coefficients with their standard errors, in the unit of the file too where there is one. */
export function coefficientTable({ coefficients, fullScale }: ProfileFit): {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
} {
  const unit = fullScale?.unit ?? '';
  const text = (value: number, error: number): string =>
    formatEstimate({ value, low: value - error, high: value + error }, 'number').full;
  return {
    columns: [
      { key: 'name', label: 'Coefficient' },
      { key: 'value', label: 'Value ± standard error', align: 'right' },
      { key: 'unit', label: 'Unit' },
      ...(unit === '' ? [] : [{ key: 'own', label: 'Of g', unit, align: 'right' as const }]),
    ],
    rows: coefficients.map(({ name, value, standardError, unit: of }) => ({
      name,
      value: text(value, standardError),
      unit: of,
      ...(unit === '' ? {} : { own: text(value * fullScale!.value, standardError * fullScale!.value) }),
    })),
  };
}

const choices: Readonly<Record<ProfileFit['chosenBy'], string>> = {
  aicc: 'chosen by AICc',
  usual: 'the usual one',
  user: 'as asked for',
};

/** What the fit is and how good it is, a name and a text each. */
export function fitFacts(fit: ProfileFit): readonly { readonly name: string; readonly text: string }[] {
  const { source, columns, degree, chosenBy, candidates, r2, reducedChiSquared, freedom, errorScale, extraScatter } =
    fit;
  const tried = candidates.map((each) => `degree ${each.degree}: ${formatFixed(each.aicc, 1)}`).join(', ');
  const scatter = extraScatter === undefined || extraScatter === 0 ? undefined : formatSignificant(extraScatter, 2);
  return [
    { name: 'File', text: `${source.file}, ${formatCount(source.rows)} rows, SHA-256 ${source.sha256.slice(0, 16)}…` },
    { name: 'Columns', text: columns.map(({ role, name }) => `${role}: “${name}”`).join(', ') },
    { name: 'Model', text: fit.model.replaceAll('^2', '²').replaceAll('sigma', 'σ').replaceAll('- ', '− ') },
    { name: 'Degree', text: `${degree}, ${choices[chosenBy]}${tried === '' ? '' : `. AICc of ${tried}`}` },
    ...(fit.kind === 'voltage' ? [{ name: 'Center', text: `${fit.center} V` }] : []),
    ...(fit.nominalVoltage === undefined
      ? []
      : [{ name: 'Nominal', text: `${fit.nominalVoltage} V, where a bit costs 1` }]),
    ...(fit.atVoltage === undefined ? [] : [{ name: 'Used at', text: `${fit.atVoltage} V` }]),
    { name: 'R²', text: formatFixed(r2, 4) },
    ...(reducedChiSquared === undefined || fit.kind === 'voltage'
      ? []
      : [{ name: 'Reduced χ²', text: `${formatSignificant(reducedChiSquared, 3)}, ${freedom} degrees of freedom` }]),
    ...(errorScale === undefined
      ? []
      : [
          { name: 'Errors', text: `standard errors times ${formatFixed(errorScale, 2)}, by the scatter of the points` },
        ]),
    ...(scatter === undefined
      ? []
      : [{ name: 'Scatter', text: `${scatter} in ln p beyond counting errors, ${freedom} degrees of freedom` }]),
  ];
}
