import { archiveServices } from './archives/archive-services.ts';
import { examine } from './laboratory/doctor.ts';
import { findStudy } from './laboratory/find-study.ts';
import { laboratoryParts, type LaboratoryParts } from './laboratory/laboratory-parts.ts';
import { networkSize } from './laboratory/energy-reference.ts';
import { runServices } from './laboratory/look-at-runs.ts';
import { applicationVersion } from './laboratory/machine.ts';
import { checkNetworkWatched, sizeOf } from './laboratory/networks.ts';
import { studyServices } from './laboratory/run-studies.ts';
import type { ExportServices } from './exports/export-services.ts';
import { exportNetwork } from './model/export-network.ts';
import { describeModel } from './model/network-question.ts';
import type { NetworkServices } from './model/network-services.ts';
import type { OpenLaboratory } from './services.ts';
import { bench } from './tasks/bench.ts';

/** Opens nothing yet: the store and the engine process come with the first method that needs them. */
export const openLaboratory: OpenLaboratory = async (options) => {
  const parts = laboratoryParts(options);
  return {
    doctor: () => examine(options.workspace),
    ...studyServices(parts),
    ...runServices(parts),
    ...networkServices(parts),
    ...exportServices(parts),
    ...archiveServices(parts),
    bench,
    close: () => parts.close(),
  };
};

function networkServices({ command, existing }: LaboratoryParts): NetworkServices {
  return {
    describeNetwork: async ({ model, data }) =>
      describeModel(model, data === undefined ? undefined : networkSize(data), data),
    checkNetwork: ({ data, ...question }, watcher) => checkNetworkWatched({ ...question, ...sizeOf(data) }, watcher),
    exportNetwork: async (question) =>
      exportNetwork(existing(), { ...question, version: applicationVersion(), command }),
  };
}

function exportServices({ existing }: LaboratoryParts): ExportServices {
  return {
    async exportStudy(study, folder, request, watcher) {
      // What draws and writes for papers is not needed for anything else
      const { exportStudyOrArchive } = await import('./exports/export-study-or-archive.ts');
      return exportStudyOrArchive(study, folder, request, watcher, () => [existing(), findStudy(existing(), study)]);
    },
  };
}
