import { LabError } from '../../../contract/errors.ts';
import type { Network } from '../network.ts';
import type { Architecture, ArchitectureFamily, ArchitectureOptions } from './architecture.ts';
import { cifarResNets } from './cifar-resnet.ts';
import { lenet5 } from './lenet.ts';
import { mobileNetV3Large } from './mobilenet-v3.ts';
import { batchNormPerceptrons, multilayerPerceptrons } from './multilayer-perceptron.ts';
import { nearNames } from './near-names.ts';
import { resnet18, resnet34, resnet50, resnext50 } from './resnet.ts';
import { wideResNets } from './wide-resnet.ts';

const single: readonly Architecture[] = [lenet5, resnet18, resnet34, resnet50, resnext50, mobileNetV3Large];

/** Families whose names carry numbers; any valid numbers work, the examples are listed in {@link architectures}. */
export const architectureFamilies: readonly ArchitectureFamily[] = [
  multilayerPerceptrons,
  batchNormPerceptrons,
  cifarResNets,
  wideResNets,
];

/** The architectures worth listing, by name. {@link findArchitecture} knows more: every member of a family. */
export const architectures: Readonly<Record<string, Architecture>> = Object.fromEntries(
  [
    ...single,
    ...architectureFamilies.flatMap((family) => family.examples.map((example) => family.parse(example)!)),
  ].map((architecture) => [architecture.name, architecture]),
);

/**
 * The architecture of that name. Case does not matter, and `_` counts as `-` (torchvision's `mobilenet_v3_large`).
 * @throws LabError 'invalid-specification' when there is none, with the nearest names
 */
export function findArchitecture(name: string): Architecture {
  const canonical = name.trim().toLowerCase().replaceAll('_', '-');
  if (Object.hasOwn(architectures, canonical)) return architectures[canonical]!;
  for (const family of architectureFamilies) {
    const member = family.parse(canonical);
    if (member !== undefined) return member;
  }
  const near = nearNames(canonical, Object.keys(architectures));
  const patterns = architectureFamilies.map((family) => family.pattern);
  throw new LabError(
    'invalid-specification',
    `There is no architecture named "${name}".`,
    near.length > 0
      ? `Near names: ${near.join(', ')}.`
      : `Use one of ${[...single.map((architecture) => architecture.name), ...patterns].join(', ')}.`,
  );
}

/**
 * @param options `inputShape` [height, width, channels] and `classes` of the data, and the architecture's own options
 * @throws LabError 'invalid-specification' for an unknown name or option, or images too small for the architecture
 */
export function buildArchitecture(name: string, options: ArchitectureOptions = {}): Network {
  return findArchitecture(name).build(options);
}
