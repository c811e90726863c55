import type { FitPoint, ProfileFit } from '../contract/profile-fit.ts';
import { fixed, formatCount, formatSignificant, formatWithUncertainty } from '../contract/text/digits.ts';
import { textPairs, textTable } from './text-table.ts';

const chosenBy: Readonly<Record<ProfileFit['chosenBy'], string>> = {
  aicc: 'the least AICc',
  usual: 'as usual',
  user: 'as asked for',
};

/** A fit as text: coefficients with standard errors, what they were found from, residuals point by point. */
export function fitReport(fit: ProfileFit): string {
  return [textPairs(facts(fit)), coefficientTable(fit), pointTable(fit)].join('\n\n');
}

function facts(fit: ProfileFit): readonly (readonly [string, string])[] {
  const { source, columns, candidates, freedom, extraScatter, errorScale } = fit;
  const tried = candidates.map(({ degree, aicc }) => `${degree}: ${fixed(aicc, 1)}`).join(', ');
  const counting = fit.kind === 'voltage' ? ' by counting errors alone' : '';
  return [
    ['fitted to', `${source.file}, ${formatCount(source.rows)} rows, SHA-256 ${source.sha256}`],
    [
      'columns',
      columns.map(({ role, name, unit }) => `${role} "${name}"${unit === undefined ? '' : ` in ${unit}`}`).join(', '),
    ],
    ['model', fit.model],
    ['degree', `${fit.degree}, ${chosenBy[fit.chosenBy]}${tried === '' ? '' : ` (AICc by degree ${tried})`}`],
    ...(fit.fullScale === undefined ? [] : [['largest', withUnit(fit.fullScale.value, fit.fullScale.unit)] as const]),
    ...(fit.kind === 'voltage' ? [['center', `${fit.center} V`] as const] : []),
    ...(fit.nominalVoltage === undefined ? [] : [['nominal', `${fit.nominalVoltage} V`] as const]),
    ...(fit.atVoltage === undefined ? [] : [['used at', `${fit.atVoltage} V`] as const]),
    ['R squared', fixed(fit.r2, 4)],
    ...(fit.reducedChiSquared === undefined
      ? []
      : [
          [
            'reduced chi squared',
            `${formatSignificant(fit.reducedChiSquared)}${counting}, ${freedom} degrees of freedom`,
          ] as const,
        ]),
    ...(errorScale === undefined
      ? []
      : [['standard errors', `times ${fixed(errorScale, 2)}: points scatter more than counts explain`] as const]),
    ...(extraScatter === undefined || extraScatter === 0
      ? []
      : [['scatter of ln p', `${formatSignificant(extraScatter, 2)} beyond counting errors`] as const]),
  ];
}

const withUnit = (value: number, unit: string): string => `${value}${unit === '' ? '' : ` ${unit}`}`;

function coefficientTable({ coefficients, fullScale }: ProfileFit): string {
  const scale = fullScale !== undefined && fullScale.unit !== '' ? fullScale : undefined;
  return textTable(
    [
      { title: 'coefficient' },
      { title: 'value' },
      { title: 'unit' },
      ...(scale === undefined ? [] : [{ title: `in ${scale.unit}, of g` }]),
    ],
    coefficients.map(({ name, value, standardError, unit }) => [
      name,
      estimate(value, standardError),
      unit,
      ...(scale === undefined ? [] : [estimate(value * scale.value, standardError * scale.value)]),
    ]),
  ).concat('\n± is one standard error.');
}

function estimate(value: number, standardError: number): string {
  return standardError > 0 ? formatWithUncertainty(value, standardError) : formatSignificant(value, 6);
}

function pointTable({ kind, points, fullScale }: ProfileFit): string {
  const isVoltage = kind === 'voltage';
  const unit = isVoltage ? 'V' : fullScale?.unit || 'of the largest';
  const scale = isVoltage || fullScale === undefined || fullScale.unit === '' ? 1 : fullScale.value;
  const [place, value] = isVoltage
    ? ['voltage (V)', 'fault rate']
    : [`conductance (${unit})`, `standard deviation (${unit})`];
  return textTable(
    [
      { title: place, align: 'right' },
      { title: value, align: 'right' },
      { title: 'standard error', align: 'right' },
      { title: 'fitted', align: 'right' },
      { title: isVoltage ? 'residual of ln p' : 'residual', align: 'right' },
      { title: 'by its error', align: 'right' },
      { title: isVoltage ? 'bits' : 'errors', align: 'right' },
      { title: '' },
    ],
    points.map((point) => [
      formatSignificant(point.x * scale, 4),
      formatSignificant(point.y * scale),
      errorText(point, scale),
      formatSignificant(point.fitted * scale),
      signedText(point.residual === undefined ? undefined : point.residual * scale),
      signedText(point.standardised),
      point.count === undefined ? '' : formatCount(point.count),
      noteOf(point),
    ]),
  );
}

function errorText({ low, high, y }: FitPoint, scale: number): string {
  if (low === undefined || high === undefined || y === 0) return '';
  return formatSignificant(((high - low) / 2) * scale, 2);
}

function signedText(value: number | undefined): string {
  if (value === undefined) return '';
  return `${value > 0 ? '+' : ''}${formatSignificant(value, 2)}`;
}

function noteOf({ used, count, y, high }: FitPoint): string {
  if (y === 0 && count !== undefined) return `below ${formatSignificant(high ?? 0, 2)}${used ? '' : ', says nothing'}`;
  return used ? '' : 'left out';
}
