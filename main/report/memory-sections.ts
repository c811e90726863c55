import type { FrontComparison, RateHistory, StudyComparison } from '../contract/results.ts';
import { layerCurvesTable, rateCurvesTable, type UsualAccuracy } from './fault-curve-tables.ts';
import {
  bootstrapNote,
  energyAccuracyTable,
  gainsTable,
  hypervolumeTable,
  referenceLine,
  savingsTable,
} from './front-tables.ts';
import { memoryLine, memoryTable, reconstructionNote } from './memory-table.ts';
import { heading, section } from './section.ts';

function frontSection(comparison: FrontComparison): string {
  return section(
    'Energy and accuracy',
    referenceLine(comparison),
    energyAccuracyTable(comparison.fronts),
    heading('Fronts', hypervolumeTable(comparison.fronts)),
    heading('Energy at the same accuracy', savingsTable(comparison.savings)),
    heading('Accuracy at the same energy', gainsTable(comparison.gains)),
    bootstrapNote(comparison),
  );
}

/** Of each configuration the first seed; the others are in `--json` and in the exported files. */
function rateSection(histories: readonly RateHistory[]): string {
  const several = new Set(histories.map(({ profile }) => profile)).size > 1;
  const firsts = [...Map.groupBy(histories, ({ profile, label }) => JSON.stringify([profile, label])).values()];
  const tables = firsts.flatMap(([first]) => {
    if (first?.memory === undefined) return [];
    const { label, profile, seed, runId, memory, updates } = first;
    const title = `${label}${several ? ` (${profile})` : ''}, seed ${seed}, run ${runId}`;
    return [heading(title, `${memoryTable(memory, updates.at(-1))}\n${memoryLine(memory)}`)];
  });
  return tables.length === 0 ? '' : section('Fault rates', ...tables, reconstructionNote);
}

/** What a study of stored weights has to say; empty texts where there is nothing. */
export function memorySections({ profiles, fronts, rateHistories, faultCurves }: StudyComparison): readonly string[] {
  const usual: UsualAccuracy = ({ profile, label }) =>
    profiles.find((each) => each.label === profile)?.methods.find((method) => method.label === label)?.recovered;
  const rates = rateCurvesTable(faultCurves);
  const layers = layerCurvesTable(faultCurves, usual);
  return [
    fronts === undefined ? '' : frontSection(fronts),
    rateSection(rateHistories),
    rates === '' ? '' : section('Test rate against training rate', rates),
    layers === '' ? '' : section('One layer random', layers),
  ];
}
