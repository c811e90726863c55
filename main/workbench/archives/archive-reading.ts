import { LabError } from '../../contract/errors.ts';
import { schemaProblem } from '../../contract/rpc/schema-problem.ts';
import type { CallContext } from '../../contract/rpc/server.ts';
import type { ArchiveMethod } from '../../contract/workbench/archives.ts';
import { workbenchContract } from '../../contract/workbench/workbench.ts';
import type { Workspace } from '../../store/workspace.ts';
import type { WorkbenchHandlers } from '../handler-types.ts';
import { runWeights } from '../inspection/weights/weights-handlers.ts';
import { runColumns } from '../runs/run-columns.ts';
import { runReading } from '../runs/run-handlers.ts';
import type { Comparisons } from '../studies/comparisons.ts';
import { studyComparison } from '../studies/study-comparison.ts';
import { studyReading } from '../studies/study-handlers.ts';

/** The methods that read studies and runs, over the store of an archive. */
export interface ArchiveReading {
  /**
   * @param input as it came: checked here, as that of a call is
   * @throws LabError 'invalid-message' for an input that the method does not take, otherwise what the method throws
   */
  answer(method: ArchiveMethod, input: unknown, call: CallContext): Promise<unknown>;
}

export function archiveReading(
  workspace: Workspace,
  { comparisons, closing }: { readonly comparisons: Comparisons; readonly closing: AbortSignal },
): ArchiveReading {
  const context = { workspace: () => workspace, closing };
  const handlers: Pick<WorkbenchHandlers, ArchiveMethod> = {
    ...studyReading(context),
    ...studyComparison(comparisons),
    ...runReading(context),
    ...runColumns(context),
    ...runWeights(context),
  };
  return {
    async answer(method, input, call) {
      const parsed = workbenchContract.methods[method].input.safeParse(input);
      if (!parsed.success) throw schemaProblem(`What ${method} was asked with`, parsed.error);
      if (closing.aborted) throw closed();
      const handler = handlers[method] as (input: unknown, call: CallContext) => unknown;
      return handler(parsed.data, call);
    },
  };
}

function closed(): LabError {
  return new LabError('not-found', 'This archive is closed.', 'Open it again.');
}
