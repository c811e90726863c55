import type { CheckedSpecification } from '../../../../main/contract/workbench/specification.ts';
import { formatCount } from '../../../charts/number-format.ts';
import { countOf } from '../../studies/table/run-words.ts';
import { plannedRunsByKind } from '../draft/plan-summary.ts';

/** `1 profile × 2 methods × 3 seeds = 6 training runs`, and `with 1 pretraining and 1 preparing run, 8 in all`. */
export function runCountText(runs: CheckedSpecification['runs']): { readonly main: string; readonly more?: string } {
  const kinds = plannedRunsByKind(runs);
  const of = (kind: 'pretrain' | 'prepare' | 'train') => kinds.find((each) => each.kind === kind);
  const train = of('train');
  const main = `${train?.detail ?? 'no method'} = ${countOf(train?.runs ?? 0, 'training run')}`;
  const words = { pretrain: 'for clean pretraining', prepare: 'to prepare the profiles' } as const;
  const others = (['pretrain', 'prepare'] as const).flatMap((kind) => {
    const count = of(kind)?.runs;
    return count === undefined ? [] : [`${formatCount(count)} ${words[kind]}`];
  });
  return others.length === 0
    ? { main }
    : { main, more: `with ${others.join(' and ')}, ${countOf(runs.length, 'run')} in all` };
}
