import type { Application } from '../../main/contract/workbench/application.ts';
import { formatCount, formatSi } from '../charts/number-format.ts';

export interface AboutLine {
  readonly name: string;
  readonly value: string;
}

/** "graph · TensorFlow 2.21.0" */
export function engineText(engine: Application['engine']): string | undefined {
  if (engine === undefined) return undefined;
  return engine.detail.startsWith(engine.name) ? engine.detail : `${engine.name} · ${engine.detail}`;
}

/** What the workbench says of itself, for people and for reports. Nothing before it has said it. */
export function aboutLines(application: Application | undefined): AboutLine[] {
  if (application === undefined) return [];
  const { version, commit, workspace, engine, node, platform, processor, cores, memoryBytes } = application;
  return [
    { name: 'Version', value: commit === undefined ? version : `${version} (${commit.slice(0, 12)})` },
    { name: 'Workspace', value: workspace },
    { name: 'Engine', value: engineText(engine) ?? 'not known yet' },
    { name: 'Node', value: node },
    { name: 'Platform', value: platform },
    { name: 'Processor', value: `${processor}, ${formatCount(cores)} ${cores === 1 ? 'core' : 'cores'}` },
    { name: 'Memory', value: formatSi(memoryBytes, 'B') },
  ];
}
