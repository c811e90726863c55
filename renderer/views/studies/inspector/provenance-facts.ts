import type { RunDetails } from '../../../../main/contract/results.ts';
import { formatSi } from '../../../charts/number-format.ts';
import type { Fact } from './layer-tables.ts';

/** Where a result comes from: configuration, program, engine, machine. */
export function provenanceFacts({ hash, provenance, seed, startedAt }: RunDetails): readonly Fact[] {
  const configuration: readonly Fact[] = [
    ['Configuration SHA-256', hash],
    ['Seed', String(seed)],
  ];
  if (provenance === undefined) return configuration;
  return [
    ...configuration,
    ...(startedAt === undefined ? [] : [['Started', startedAt] as const]),
    ['Application', provenance.application],
    ...(provenance.commit === undefined ? [] : [['Commit', provenance.commit] as const]),
    ['Engine', `${provenance.engine}, ${provenance.precision}`],
    ...Object.entries(provenance.versions).map(([name, version]): Fact => [`Version of ${name}`, version]),
    ['Node', provenance.node],
    ['Platform', provenance.platform],
    ['Processor', `${provenance.processor}, ${provenance.cores} cores`],
    ['Memory', formatSi(provenance.memoryBytes, 'B')],
  ];
}

/** Of the data and the weights a run started from */
export function checksumFacts({ provenance }: RunDetails): readonly Fact[] {
  return Object.entries(provenance?.checksums ?? {});
}
