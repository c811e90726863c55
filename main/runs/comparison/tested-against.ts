import { choiceFamily } from '../../contract/choice-family.ts';
import { isSameRate, usedRate } from '../../contract/fault-rate.ts';
import { methodLabel } from '../../contract/method-label.ts';
import type { Profile } from '../../contract/profile.ts';
import type { MethodSpecification } from '../../contract/specification.ts';

/** Labels of the methods that one is tested against. */
export interface TestedAgainst {
  /** Absent for what the others are tested against, and where nothing is at its fault rate */
  readonly baseline?: string;
  /** SAFT methods before it that choose the same number of layers by another metric */
  readonly choices: readonly string[];
}

/**
 * What a method is tested against under a profile: the first noise injection at the fault rate that it is used at, otherwise
 * the first reliable memory with the study's own network, whose difference is what faults cost, otherwise nothing. Methods
 * used at different rates are never tested against one another: the rates would differ, not the methods.
 */
export function testedAgainst(
  methods: readonly MethodSpecification[],
  tested: MethodSpecification,
  profile: Pick<Profile, 'memory'>,
): TestedAgainst {
  const rate = usedRate(profile, tested);
  const injection = methods.find(
    (each) => each.method === 'noise-injection' && isSameRate(usedRate(profile, each), rate),
  );
  const reliable = methods.find((each) => each.method === 'reliable' && each.architecture === undefined);
  const baseline = injection ?? reliable;
  const label = methodLabel(tested);
  const family = choiceFamily(profile, tested);
  const before = methods.slice(
    0,
    methods.findIndex((each) => methodLabel(each) === label),
  );
  return {
    ...(baseline === undefined || methodLabel(baseline) === label ? {} : { baseline: methodLabel(baseline) }),
    choices:
      family === undefined ? [] : before.filter((each) => choiceFamily(profile, each) === family).map(methodLabel),
  };
}
