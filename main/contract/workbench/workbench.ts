import type { ClientOf } from '../rpc/client.ts';
import type { Service } from '../rpc/server.ts';
import { applicationEvents, applicationMethods } from './application.ts';
import { archivesMethods } from './archives.ts';
import { catalogueMethods } from './catalogue.ts';
import { exportsMethods } from './exports.ts';
import { inspectionMethods } from './inspection.ts';
import { networksMethods } from './networks.ts';
import { profilesMethods } from './profiles.ts';
import { runsEvents, runsMethods } from './runs.ts';
import { specificationMethods } from './specification.ts';
import { studiesEvents, studiesMethods } from './studies.ts';

/** Everything the interface can ask for and be told: the one table that every transport carries. */
export const workbenchContract = {
  methods: {
    ...applicationMethods,
    ...catalogueMethods,
    ...inspectionMethods,
    ...networksMethods,
    ...profilesMethods,
    ...specificationMethods,
    ...studiesMethods,
    ...runsMethods,
    ...exportsMethods,
    ...archivesMethods,
  },
  events: { ...applicationEvents, ...studiesEvents, ...runsEvents },
} as const;

export type WorkbenchMethods = (typeof workbenchContract)['methods'];
export type WorkbenchEvents = (typeof workbenchContract)['events'];
export type WorkbenchClient = ClientOf<typeof workbenchContract>;
export type WorkbenchService = Service<WorkbenchMethods, WorkbenchEvents>;
