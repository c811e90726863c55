import type {
  FitRequest,
  FittedProfile,
  MeasuredColumns,
  OwnProfileEntry,
} from '../../../contract/workbench/profiles.ts';
import { readDeviceColumns, readDeviceCsv } from '../../../data/device/device-csv.ts';
import { fitCurve } from '../../../lab/fit/fit-curve.ts';
import { fittedProfile } from '../../../lab/fit/fitted-profile.ts';
import { fitCommand } from '../../../runs/profiles/fit-command.ts';
import { ownProfiles } from '../../../runs/profiles/own-profiles.ts';
import { profileToYaml, withoutDefaults } from '../../../runs/profiles/profile-yaml.ts';

/** A profile of measurements in a file, with what is drawn of it. @param request with an absolute path */
export function fitOfFile(request: FitRequest): FittedProfile {
  const { path, kind, columns, ...options } = request;
  const profile = fittedProfile(readDeviceCsv(path, kind, columns), options);
  return {
    profile,
    curve: [...fitCurve(profile.fit!)],
    yaml: profileToYaml(profile),
    written: { ...withoutDefaults(profile) },
    command: fitCommand(request),
  };
}

/** What a file of measurements has in its header. @param request with an absolute path */
export function columnsOfFile({ path, kind }: Pick<FitRequest, 'path' | 'kind'>): MeasuredColumns {
  const { columns, recognised } = readDeviceColumns(path, kind);
  return { columns: [...columns], recognised: { ...recognised } };
}

/** Profiles that were saved in a workspace, with the curves of their fits. */
export function ownProfileEntries(workspaceFolder: string): OwnProfileEntry[] {
  return ownProfiles(workspaceFolder).map((own) => {
    const fit = own.profile?.fit;
    return fit === undefined ? own : { ...own, curve: [...fitCurve(fit)] };
  });
}
