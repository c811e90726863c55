import type { RunConfiguration } from '../../../contract/run.ts';
import { methodArchitecture, type MethodSpecification, type Specification } from '../../../contract/specification.ts';
import { methodLabel } from '../../../contract/method-label.ts';

const families: Readonly<Record<MethodSpecification['method'], string>> = {
  plain: 'plain training',
  'noise-injection': 'noise injection',
  saft: 'SAFT',
  reliable: 'reliable',
  'uniform-bsc': 'uniform',
  lanmax: 'LaNMax',
};

/** What runs that train alike are called together, for example `SAFT k=7 · additive` or `uniform, LaNMax`. */
export function partTitle({ profile }: Specification, runs: readonly RunConfiguration[]): string {
  const methods = runs.flatMap(({ method }) => method ?? []);
  if (methods.length === 0) return 'pretraining';
  const profiles = [...new Set(runs.map((run) => run.profile!.label))];
  const isOneOfSeveral = profile === undefined && profiles.length === 1;
  return [methodsTitle(methods), ...(isOneOfSeveral ? profiles : [])].join(' · ');
}

function methodsTitle(methods: readonly MethodSpecification[]): string {
  const labels = [...new Set(methods.map(methodLabel))];
  if (labels.length === 1) return labels[0]!;
  const kinds = [...new Set(methods.map(({ method }) => families[method]))];
  const architecture = methodArchitecture(methods[0]!);
  return architecture === undefined ? kinds.join(', ') : `${kinds.join(', ')} · ${architecture}`;
}
