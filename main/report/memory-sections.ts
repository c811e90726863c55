import type { FrontComparison } from '../contract/front-results.ts';
import type { RateHistory, StudyComparison } from '../contract/results.ts';
import { layerCurvesTable, rateCurvesTable } from './fault-curve-tables.ts';
import { bootstrapNote, energyAccuracyTable, gainsTable, hypervolumeTable, savingsTable } from './front-tables.ts';
import { memoryLine, memoryTable } from './memory-table.ts';
import { heading, section } from './section.ts';
import { firstSeeds, reconstructionNote } from './tables/layouts/assigned-rates.ts';
import { referenceLine } from './tables/layouts/energy-accuracy.ts';
import { usualAccuracy } from './tables/layouts/fault-curves.ts';

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
  const tables = firstSeeds(histories).flatMap(({ label, profile, seed, runId, memory, updates }) => {
    if (memory === undefined) return [];
    const title = `${label}${several ? ` (${profile})` : ''}, seed ${seed}, run ${runId}`;
    return [heading(title, `${memoryTable(memory, updates.at(-1))}\n${memoryLine(memory)}`)];
  });
  return tables.length === 0 ? '' : section('Fault rates', ...tables, reconstructionNote);
}

/** What a study of stored weights has to say; empty texts where there is nothing. */
export function memorySections({ profiles, fronts, rateHistories, faultCurves }: StudyComparison): readonly string[] {
  const usual = usualAccuracy(profiles);
  const rates = rateCurvesTable(faultCurves);
  const layers = layerCurvesTable(faultCurves, usual);
  return [
    fronts === undefined ? '' : frontSection(fronts),
    rateSection(rateHistories),
    rates === '' ? '' : section('Test rate against training rate', rates),
    layers === '' ? '' : section('One layer random', layers),
  ];
}
