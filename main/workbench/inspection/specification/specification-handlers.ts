import { dirname, resolve } from 'node:path';
import { findSameStudy } from '../../../runs/laboratory/take-runs.ts';
import { readSpecificationFile } from '../../../runs/specification/read-specification.ts';
import { writtenToYaml } from '../../../runs/specification/written-to-yaml.ts';
import { siblingModule } from '../../../runs/sibling-module.ts';
import type { InspectionContext, InspectionHandlers } from '../context.ts';
import { createWarmWorker, type WarmWorker } from '../workers/warm-worker.ts';
import type { SpecificationWorks } from './specification-worker.ts';

const entry = siblingModule(import.meta.url, './specification-worker');

type Handled = 'specification.check' | 'specification.write' | 'specification.open' | `catalogue.${string}`;
type SpecificationHandlers = {
  readonly [Name in keyof InspectionHandlers as Name extends Handled ? Name : never]: InspectionHandlers[Name];
};

export function specificationWorker({ closing }: InspectionContext): WarmWorker<SpecificationWorks> {
  const worker = createWarmWorker<SpecificationWorks>(entry);
  closing?.addEventListener('abort', () => worker.close());
  return worker;
}

export function specificationHandlers(
  { workspace, workspaceFolder, currentFolder }: InspectionContext,
  worker: WarmWorker<SpecificationWorks>,
): SpecificationHandlers {
  return {
    async 'specification.check'({ text, folder }, context) {
      const checked = await worker.ask(
        'check',
        { text, folders: { currentFolder, folder, workspace: workspaceFolder } },
        context,
      );
      const { specification, hash } = checked;
      if (specification === undefined || hash === undefined) return checked;
      const id = findSameStudy(workspace(), { specification, hash });
      return id === undefined ? checked : { ...checked, sameStudy: { id, name: workspace().studies.get(id).name } };
    },
    'specification.write': ({ written }) => ({ text: writtenToYaml(written) }),
    'specification.open'({ path }) {
      const file = resolve(currentFolder, path);
      return { text: readSpecificationFile(file), folder: dirname(file) };
    },
    'catalogue.profiles': (_, context) => worker.ask('profiles', undefined, context),
    'catalogue.energy-models': (_, context) => worker.ask('energyModels', undefined, context),
    'catalogue.architectures': (_, context) => worker.ask('architectures', undefined, context),
    'catalogue.studies': (_, context) => worker.ask('studies', undefined, context),
  };
}
