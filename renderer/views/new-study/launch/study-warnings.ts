import type { Profile } from '../../../../main/contract/profile.ts';
import type { Specification } from '../../../../main/contract/specification.ts';

/** Something to know before launching: what it is about, and what. */
export interface StudyWarning {
  readonly about: string;
  readonly text: string;
}

function profilesOf({ profile, profiles }: Specification): readonly (readonly [string, string | Profile])[] {
  return [
    ...(profile === undefined
      ? []
      : [[(typeof profile === 'string' ? undefined : profile.name) ?? 'profile', profile] as const]),
    ...Object.entries(profiles ?? {}),
  ];
}

/**
 * What a reader of the results would want to have known: warnings of profiles, and numbers that allow no statement.
 *
 * @param study as it was checked, with shipped profiles by content
 */
export function studyWarnings(study: Specification): readonly StudyWarning[] {
  const ofProfiles = profilesOf(study).flatMap(([label, profile]) =>
    typeof profile === 'string' ? [] : profile.warnings.map((text) => ({ about: label, text })),
  );
  const { seeds, methods, evaluation, sensitivity } = study;
  const scores = methods.some((method) => method.method === 'saft' && 'by' in method.layers);
  return [
    ...(seeds.length === 1
      ? [{ about: 'seeds', text: 'With one seed there is no spread over seeds and no paired test.' }]
      : []),
    ...(scores && sensitivity.draws === 1
      ? [{ about: 'sensitivity', text: 'With one noise draw the scores of layers have no standard error.' }]
      : []),
    ...(typeof evaluation.draws === 'number' && evaluation.draws < 3
      ? [{ about: 'evaluation', text: 'So few noise draws give wide intervals or none.' }]
      : []),
    ...ofProfiles,
  ];
}
