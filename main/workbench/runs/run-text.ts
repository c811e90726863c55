import { specificationSchema, type Specification } from '../../contract/specification.ts';
import type { Run } from '../../store/run-rows.ts';
import { specificationToYaml } from '../../runs/specification/specification-to-yaml.ts';

/**
 * A specification that makes a run alone, with what it builds on. Where a run has no method or no profile, because it
 * serves several, it is the study's with one seed.
 *
 * @param study the run's own
 */
export function runText({ configuration }: Pick<Run, 'configuration'>, study: Specification): string {
  const { method, profile, seed } = configuration;
  const { profile: single, profiles, ...rest } = study;
  const specification: Specification = {
    ...rest,
    ...configuration.study,
    ...(profile === undefined
      ? { ...(single === undefined ? {} : { profile: single }), ...(profiles === undefined ? {} : { profiles }) }
      : { profiles: { [profile.label]: profile.profile } }),
    methods: method === undefined ? study.methods : [method],
    seeds: [seed],
  };
  return specificationToYaml(specificationSchema.parse(specification));
}
