import { z } from 'zod';
import { sensitivityScoreSchema, trainingPlanSchema } from '../contract/result-schemas/layers.ts';
import {
  accuracyResultSchema,
  faultAccuracySchema,
  memoryReportSchema,
  noiseReportSchema,
  rateUpdateSchema,
  stepTimingSchema,
} from '../contract/result-schemas/measured.ts';
import { provenanceSchema, runConfigurationSchema, runProgressSchema } from '../contract/result-schemas/run-details.ts';
import { serializedErrorSchema } from '../contract/rpc/messages.ts';
import { specificationSchema } from '../contract/specification.ts';
import type { Workspace } from '../store/workspace.ts';
import { schemaIssues } from './schema-issues.ts';

/** Reads something the ordinary way and checks it. @returns what is wrong with it */
function problemOf(what: string, read: () => unknown, schema: z.ZodType): string | undefined {
  try {
    const { error } = schema.safeParse(read());
    return error === undefined ? undefined : `${what} is not as it should be (${schemaIssues(error)})`;
  } catch (error) {
    // Texts that should be JSON
    if (!(error instanceof SyntaxError || error instanceof RangeError || error instanceof TypeError)) throw error;
    return `${what} cannot be read (${error.message.slice(0, 100)})`;
  }
}

/** What there is of a run besides itself, and its schema */
const results: readonly (readonly [string, (workspace: Workspace, id: number) => unknown, z.ZodType])[] = [
  ['provenance', ({ runs }, id) => runs.provenances(id), z.array(provenanceSchema)],
  ['accuracies', ({ accuracies }, id) => accuracies.ofRun(id), z.array(accuracyResultSchema)],
  ['fault accuracies', (store, id) => store.faultAccuracies.ofRun(id), z.array(faultAccuracySchema)],
  ['sensitivities', (store, id) => store.sensitivities.ofRun(id), z.array(sensitivityScoreSchema)],
  ['plan', ({ plans }, id) => plans.ofRun(id), trainingPlanSchema.optional()],
  ['timing', ({ timings }, id) => timings.ofRun(id), stepTimingSchema.optional()],
  ['noise report', (store, id) => store.noiseReports.ofRun(id), noiseReportSchema.optional()],
  ['memory report', (store, id) => store.memoryReports.ofRun(id), memoryReportSchema.optional()],
  ['rate updates', (store, id) => store.rateUpdates.ofRun(id), z.array(rateUpdateSchema)],
];

/** Does what the row of a run says agree with its configuration? Tables are made of the former, resuming of the latter. */
function runSchema({ kind, seed, profileLabel }: { kind: string; seed: number; profileLabel?: string }) {
  return z.object({
    configuration: runConfigurationSchema.refine(
      (given) => given.kind === kind && given.seed === seed && given.profile?.label === profileLabel,
      { error: 'kind, seed or profile differ from those of its run' },
    ),
    progress: runProgressSchema.optional(),
    error: serializedErrorSchema.optional(),
  });
}

function* runProblems(workspace: Workspace, id: number): Generator<string> {
  const what = `run ${id}`;
  const whole = problemOf(what, () => workspace.runs.get(id), runSchema(workspace.runs.summary(id)));
  if (whole !== undefined) yield whole;
  for (const [name, read, schema] of results) {
    const problem = problemOf(`the ${name} of ${what}`, () => read(workspace, id), schema);
    if (problem !== undefined) yield problem;
  }
}

/**
 * Reads everything of the one study of a workspace as the program does, so that what is wrong with it is found now and not
 * in the middle of something.
 *
 * @returns what is wrong, without full stops
 */
export function* studyProblems(workspace: Workspace): Generator<string> {
  const [study] = workspace.studies.list();
  const problem = problemOf(
    'the specification',
    () => workspace.studies.get(study!.id).specification,
    specificationSchema,
  );
  if (problem !== undefined) yield problem;
  const unlisted = problemOf('the list of runs', () => workspace.runs.list(), z.any());
  if (unlisted !== undefined) return yield unlisted;
  for (const { id } of workspace.runs.list()) yield* runProblems(workspace, id);
}
