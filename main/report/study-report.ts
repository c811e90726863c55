import type { ProfileComparison, SensitivityResult, StudyComparison } from '../contract/results.ts';
import { noiseLine, pairedTestLine, planLines, seedsLine } from './comparison-lines.ts';
import { ladderTable } from './ladder-table.ts';
import { memorySections } from './memory-sections.ts';
import { runsTable } from './runs-table.ts';
import { saftTable } from './saft-table.ts';
import { heading, section } from './section.ts';
import { sensitivityTable, sensitivityTables } from './sensitivity-table.ts';
import { stepTimeTable } from './step-time-table.ts';
import { isOfSaft } from './tables/layouts/noise-slots.ts';

/** @param tested how many tests against baselines there are, of all profiles */
function profileReport(profile: ProfileComparison, tested: number): string {
  const { methods } = profile;
  const timed = methods.flatMap(({ label, timing, speedup, plan }) =>
    timing === undefined ? [] : [{ label, timing, speedup: speedup?.value, speedupBound: plan?.speedupBound }],
  );
  const tests = methods.flatMap(({ label, pairedTest }) =>
    pairedTest ? [pairedTestLine(label, pairedTest, tested)] : [],
  );
  const warnings = profile.profile.warnings.map((warning) => `Warning: ${warning}`);
  return section(
    `Profile ${profile.label}`,
    [...warnings, ...(profile.noise ? [noiseLine(profile.noise)] : [])].join('\n'),
    heading('Accuracy', profile.ladder.length === 0 ? '' : ladderTable(profile)),
    heading('Sensitivity', rankings(profile)),
    heading('Layers', planLines(methods).join('\n')),
    heading('Step time', timed.length === 0 ? '' : stepTimeTable(timed)),
    heading('Tests', [...tests, ...methods.map(seedsLine)].join('\n')),
  );
}

/** Rankings by each metric; the layers of the first SAFT method that chose by it are marked. */
function rankings({ sensitivity, methods }: ProfileComparison): string {
  const chosen = methods
    .toReversed()
    .flatMap(({ chosenBy, plan }) => (chosenBy && plan ? [[chosenBy, plan.trained]] : []));
  return sensitivityTables(sensitivity, Object.fromEntries(chosen) as Readonly<Record<string, readonly string[]>>);
}

function engineLines(engines: readonly string[]): string {
  const mixed = engines.length > 1 ? ' (runs of one study on different engines: their step times do not compare)' : '';
  return engines.length === 0 ? '' : `\nEngine: ${engines.join('; ')}${mixed}`;
}

/**
 * Everything a study has to say: each profile, SAFT's table over all of them, energies and faults where weights are stored
 * as bits, then what is missing.
 */
export function studyReport(comparison: StudyComparison): string {
  const { study, profiles, unfinished, architecture, data, engines } = comparison;
  const tested = profiles.flatMap(({ methods }) => methods.filter(({ pairedTest }) => pairedTest !== undefined)).length;
  return [
    `Study ${study.id}: ${study.name}\n${architecture} on ${data}${engineLines(engines)}`,
    ...profiles.map((profile) => profileReport(profile, tested)),
    profiles.some(isOfSaft) ? section('Comparison', saftTable(profiles.filter(isOfSaft))) : '',
    ...memorySections(comparison),
    unfinished.length === 0 ? '' : section('Not finished', runsTable(unfinished)),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The rankings of each profile, with the layers that each choice would train. */
export function sensitivityReport({ architecture, batch, draws, profiles }: SensitivityResult): string {
  const bodies = profiles.map(({ label, scores, chosen, noise }) =>
    section(
      `Profile ${label}`,
      noise === undefined ? '' : noiseLine(noise),
      ...[...new Set(scores.map(({ metric }) => metric))].map((metric) =>
        sensitivityTable(
          scores.filter((score) => score.metric === metric),
          chosen.find((choice) => choice.metric === metric)?.layers,
        ),
      ),
      chosen.map(({ metric, layers, reason }) => `By ${metric} (${reason}): ${layers.join(', ')}.`).join('\n'),
    ),
  );
  return [`Sensitivity of ${architecture}, batch ${batch}, draws ${draws}`, ...bodies].join('\n\n');
}
