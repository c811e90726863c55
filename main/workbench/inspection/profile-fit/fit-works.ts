import type { FitRequest, FittedProfile, OwnProfileEntry } from '../../../contract/workbench/profiles.ts';
import { readDeviceCsv } from '../../../data/device/device-csv.ts';
import { fitCurve } from '../../../lab/fit/fit-curve.ts';
import { fittedProfile } from '../../../lab/fit/fitted-profile.ts';
import { ownProfiles } from '../../../runs/profiles/own-profiles.ts';
import { profileToYaml, withoutDefaults } from '../../../runs/profiles/profile-yaml.ts';

/** A profile of measurements in a file, with what is drawn of it. @param request with an absolute path */
export function fitOfFile({ path, kind, ...options }: FitRequest): FittedProfile {
  const profile = fittedProfile(readDeviceCsv(path, kind), options);
  return {
    profile,
    curve: [...fitCurve(profile.fit!)],
    yaml: profileToYaml(profile),
    written: { ...withoutDefaults(profile) },
  };
}

/** Profiles that were saved in a workspace, with the curves of their fits. */
export function ownProfileEntries(workspaceFolder: string): OwnProfileEntry[] {
  return ownProfiles(workspaceFolder).map((own) => {
    const fit = own.profile?.fit;
    return fit === undefined ? own : { ...own, curve: [...fitCurve(fit)] };
  });
}
