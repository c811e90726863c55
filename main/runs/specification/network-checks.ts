import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { LabError } from '../../contract/errors.ts';
import { findArchitecture } from '../../lab/network/architectures/registry.ts';
import { matmulLayers } from '../../lab/network/network.ts';
import { readNetworkFile } from '../model/network-file.ts';
import { networkName } from '../model/study-network.ts';
import { suggestion } from './near-name.ts';
import type { FieldPath, FieldProblem } from './problem.ts';
import { fieldName } from './problem.ts';
import { isMapping, valueAt } from './schema-guide.ts';
import { writtenProfiles } from './written-profiles.ts';
import type { WrittenProfile } from './written-profiles.ts';

/** A network that a specification names, at its architecture's own size, which layer names do not depend on. */
interface NamedNetwork {
  /** Of the field that names it */
  readonly path: FieldPath;
  readonly name: string;
  /** Names of the matmul layers */
  readonly layers: readonly string[];
}

/**
 * What the network itself refuses: an unknown architecture, a file that is none, more layers than it has, layers it does not
 * have.
 *
 * @param folders where a relative path of a network's file is looked for, absolute; one that is not there is no matter of this
 */
export function networkChecks(written: unknown, folders: readonly string[]): readonly FieldProblem[] {
  const methods: unknown = valueAt(written, ['methods']);
  const count = Array.isArray(methods) ? methods.length : 0;
  const ownPaths = Array.from({ length: count }, (_, index) => ['methods', index, 'architecture'] as const);
  const study = networkAt(written, ['model', 'architecture']) ?? networkInFile(written, folders);
  const own = ownPaths.map((path) => networkAt(written, path));
  const networks = [study, ...own].filter(isNetwork);
  return [
    ...[study, ...own, networkAt(written, ['energy', 'architecture'])].filter(isProblem),
    ...(isNetwork(study) ? methodChecks(methods, study) : []),
    ...writtenProfiles(written).flatMap((profile) => networks.flatMap((network) => layerChecks(profile, network))),
    ...own.flatMap((network, index) => {
      const used = network ?? study;
      return isNetwork(used) ? memoryLayerChecks(written, index, used) : [];
    }),
  ];
}

function networkAt(written: unknown, path: FieldPath): NamedNetwork | FieldProblem | undefined {
  const name = valueAt(written, path);
  if (typeof name !== 'string') return undefined;
  try {
    return { path, name, layers: matmulLayers(findArchitecture(name).build()).map((node) => node.name) };
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return { path, message: `${error.message} ${error.nextStep}` };
  }
}

function networkInFile(written: unknown, folders: readonly string[]): NamedNetwork | FieldProblem | undefined {
  const path = ['model', 'file'];
  const file = valueAt(written, path);
  if (typeof file !== 'string' || file.trim() === '') return undefined;
  const found = folders.map((folder) => resolve(folder, file)).find((candidate) => existsSync(candidate));
  if (found === undefined) return undefined;
  try {
    const layers = matmulLayers(readNetworkFile(found).network).map((node) => node.name);
    return { path, name: networkName({ file }), layers };
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return { path, message: `${error.message} ${error.nextStep}` };
  }
}

function isNetwork(found: NamedNetwork | FieldProblem | undefined): found is NamedNetwork {
  return found !== undefined && 'layers' in found;
}

function isProblem(found: NamedNetwork | FieldProblem | undefined): found is FieldProblem {
  return found !== undefined && 'message' in found;
}

function methodChecks(methods: unknown, network: NamedNetwork): readonly FieldProblem[] {
  if (!Array.isArray(methods)) return [];
  const { layers } = network;
  return methods.flatMap((method: unknown, index) => {
    const path = ['methods', index, 'layers'] as const;
    const k = valueAt(method, ['layers', 'k']);
    const tooMany: FieldProblem[] =
      typeof k === 'number' && Number.isInteger(k) && k > layers.length
        ? [
            {
              path: [...path, 'k'],
              message: `${k} layers are more than the ${layers.length} matmul layers of ${network.name}`,
              allowed: `1 to ${layers.length}, or \`auto\``,
            },
          ]
        : [];
    const names = valueAt(method, ['layers', 'names']);
    const unknown = Array.isArray(names)
      ? names.flatMap((name: unknown, place) => unknownLayer(name, [...path, 'names', place], network))
      : [];
    return [...tooMany, ...unknown];
  });
}

/** The layers that a profile names, in the study's network and in each that a method brings along. */
function layerChecks({ content, locate }: WrittenProfile, network: NamedNetwork): readonly FieldProblem[] {
  const except = valueAt(content, ['except']);
  const rates = valueAt(content, ['memory', 'layers']);
  return [
    ...(Array.isArray(except)
      ? except.flatMap((name: unknown, index) => unknownLayer(name, locate(['except', index]), network))
      : []),
    ...Object.keys(isMapping(rates) ? rates : {}).flatMap((name) =>
      unknownLayer(name, locate(['memory', 'layers', name]), network),
    ),
  ];
}

/** LaNMax chooses one rate for each layer of the memory, so there has to be one. */
function memoryLayerChecks(written: unknown, index: number, { name, layers }: NamedNetwork): readonly FieldProblem[] {
  if (valueAt(written, ['methods', index, 'method']) !== 'lanmax') return [];
  const empty = writtenProfiles(written).find(({ content }) => {
    const except = valueAt(content, ['except']);
    return Array.isArray(except) && layers.every((layer) => except.includes(layer));
  });
  if (empty === undefined) return [];
  const message = `\`${fieldName(empty.path)}\` excepts every layer of ${name}, so that no layer is left whose fault rate could be chosen`;
  return [{ path: ['methods', index, 'method'], message, allowed: 'fewer layers in `except`' }];
}

function unknownLayer(name: unknown, path: FieldPath, network: NamedNetwork): readonly FieldProblem[] {
  const { layers } = network;
  if (typeof name !== 'string' || layers.includes(name)) return [];
  const [where] = network.path;
  const which =
    where === 'methods'
      ? `${network.name}, the network of \`${fieldName(network.path.slice(0, -1))}\`,`
      : 'the network';
  return [
    { path, message: `${which} has no matmul layer "${name}"${suggestion(name, layers)}`, allowed: shortList(layers) },
  ];
}

function shortList(names: readonly string[]): string {
  return names.length <= 12 ? names.join(', ') : `${names.slice(0, 10).join(', ')} and ${names.length - 10} more`;
}
