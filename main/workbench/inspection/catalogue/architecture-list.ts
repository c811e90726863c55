import type { ArchitectureEntry } from '../../../contract/workbench/catalogue.ts';
import type { Architecture } from '../../../lab/network/architectures/architecture.ts';
import { architectureFamilies, architectures } from '../../../lab/network/architectures/registry.ts';

function entry({ name, description, source, defaults }: Architecture): Omit<ArchitectureEntry, 'family'> {
  const [height, width, channels] = defaults.inputShape;
  // What it is comes first in a description, then what is particular about it
  const [title] = description.split(/[,:]|\.(?:\s|$)/);
  return { name, title: title!, description, source, input: [channels, height, width] };
}

/** Every architecture worth listing: those that are one of a kind, then the members of each family. */
export function architectureList(): ArchitectureEntry[] {
  const inFamilies = architectureFamilies.flatMap(({ title, pattern, examples }) =>
    examples.map((name) => ({ ...entry(architectures[name]!), family: pattern, familyTitle: title, pattern })),
  );
  const known = new Set(inFamilies.map(({ name }) => name));
  const single = Object.values(architectures)
    .filter(({ name }) => !known.has(name))
    .map((architecture) => ({ ...entry(architecture), family: architecture.name }));
  return [...single, ...inFamilies];
}
