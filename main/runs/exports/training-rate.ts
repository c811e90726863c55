import { methodLabel } from '../../contract/method-label.ts';
import type { FaultCurve } from '../../contract/results.ts';
import type { Specification } from '../../contract/specification.ts';
import type { TrainingRate } from '../../report/figure-data.ts';
import { labelledProfiles } from '../specification/labelled-profiles.ts';

/** The one fault rate that a curve's network was trained at, where there is one for all layers. */
export function trainingRateIn(specification: Specification): TrainingRate {
  return ({ profile: profileLabel, label }: Pick<FaultCurve, 'profile' | 'label'>) => {
    const method = specification.methods.find((each) => methodLabel(each) === label);
    const memory = labelledProfiles(specification).find((each) => each.label === profileLabel)?.profile.memory;
    switch (method?.method) {
      case 'plain':
      case 'reliable':
        return 0;
      case 'uniform-bsc':
        return method.trainRate;
      case 'noise-injection':
      case 'saft':
        return method.rate ?? (Object.keys(memory?.layers ?? {}).length === 0 ? memory?.rate : undefined);
      default:
        return undefined;
    }
  };
}
