import type { FitRequest } from '../../../contract/workbench/profiles.ts';
import { examineStore } from '../../../runs/laboratory/doctor.ts';
import { energyModelList } from '../catalogue/energy-model-list.ts';
import { architectureList } from '../catalogue/architecture-list.ts';
import { shippedProfileList } from '../catalogue/shipped-profiles.ts';
import { shippedStudies } from '../catalogue/shipped-studies.ts';
import type { PathFolders } from '../found-path.ts';
import { columnsOfFile, fitOfFile, ownProfileEntries } from '../profile-fit/fit-works.ts';
import { serveWorks } from '../workers/serve-works.ts';
import { checkSpecificationText } from './check-specification.ts';
import { readStudyText } from './read-study-text.ts';

export interface CheckInput {
  readonly text: string;
  readonly folders: PathFolders;
}

/*
 * What reads YAML, builds networks to see whether they can be built, and looks through the store: a matter of milliseconds,
 * and of a tenth of a second and more where much comes together.
 */
const works = {
  check: ({ text, folders }: CheckInput) => checkSpecificationText(text, folders),
  read: ({ text, folders }: CheckInput) => readStudyText(text, folders),
  profiles: () => shippedProfileList(),
  energyModels: () => energyModelList(),
  architectures: () => architectureList(),
  studies: () => shippedStudies(),
  fit: (request: FitRequest) => fitOfFile(request),
  columns: (request: Pick<FitRequest, 'path' | 'kind'>) => columnsOfFile(request),
  ownProfiles: (workspaceFolder: string) => ownProfileEntries(workspaceFolder),
  store: (workspaceFolder: string) => examineStore(workspaceFolder),
};
export type SpecificationWorks = typeof works;

serveWorks(works);
