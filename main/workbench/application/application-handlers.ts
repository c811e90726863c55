import { availableParallelism, cpus, release, totalmem } from 'node:os';
import type { FilePurpose } from '../../contract/workbench/application.ts';
import { LabError } from '../../contract/errors.ts';
import { machineProvenance } from '../../runs/laboratory/machine.ts';
import type { WorkbenchContext } from '../context.ts';
import type { WorkbenchHandlers } from '../handler-types.ts';
import type { Banners } from './banners.ts';

type ApplicationHandlers = Pick<
  WorkbenchHandlers,
  'application.describe' | 'preferences.read' | 'preferences.write' | 'banners.dismiss' | 'files.pick'
>;

export interface ApplicationParts {
  readonly context: WorkbenchContext;
  readonly banners: Banners;
  /** A native dialog, where there is one */
  readonly pickFile?: (purpose: FilePurpose) => Promise<string | undefined>;
  /** What `engine: auto` is; undefined until it is known */
  engine(): { readonly name: string; readonly detail: string } | undefined;
}

export function applicationHandlers({ context, banners, pickFile, engine }: ApplicationParts): ApplicationHandlers {
  const { workspace, workspaceFolder } = context;
  let known: ReturnType<typeof machineProvenance> | undefined;

  /** The interface has to be able to say that there is no store */
  function foundLost(): number[] {
    try {
      return [...workspace().foundLost];
    } catch (error) {
      if (error instanceof LabError) return [];
      throw error;
    }
  }

  return {
    'application.describe'() {
      const found = engine();
      // Asks git, which takes a moment
      const machine = (known ??= machineProvenance());
      return {
        version: machine.application,
        ...(machine.commit === undefined ? {} : { commit: machine.commit }),
        workspace: workspaceFolder,
        node: process.version,
        platform: `${process.platform} ${process.arch} ${release()}`,
        processor: cpus()[0]?.model.trim() ?? 'unknown',
        cores: availableParallelism(),
        memoryBytes: totalmem(),
        ...(found === undefined ? {} : { engine: { ...found } }),
        foundLost: foundLost(),
        capabilities: { pickFiles: pickFile !== undefined },
      };
    },
    'preferences.read'({ key }) {
      const value = workspace().preferences.read(`interface.${key}`);
      return value === undefined ? {} : { value };
    },
    'preferences.write'({ key, value }) {
      workspace().preferences.write(`interface.${key}`, value);
      return {};
    },
    'banners.dismiss'({ id }) {
      banners.dismiss(id);
      return {};
    },
    async 'files.pick'({ purpose }) {
      if (pickFile === undefined) {
        throw new LabError(
          'invalid-argument',
          'There are no native dialogs on this way of reaching the workbench.',
          'Choose the file in the browser of files instead.',
        );
      }
      const path = await pickFile(purpose);
      return path === undefined ? {} : { path };
    },
  };
}
