import type { ActivationName } from '../../lab/network/network.ts';
import type { Conversion } from './conversion.ts';
import type { LayerConfig } from './layer-config.ts';
import type { Value } from './network-draft.ts';

/** Those that are the same everywhere, by Keras's names. */
const plain: Readonly<Record<string, ActivationName>> = {
  relu: 'relu',
  relu6: 'relu6',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  gelu: 'gelu',
  hard_silu: 'hard-swish',
  hard_swish: 'hard-swish',
};

/**
 * Appends an activation by its Keras name. A softmax is left out where the network ends: our logits are what it reads.
 *
 * @param suffix of the node's name, where a layer brings its activation along
 */
export function appendActivation(
  conversion: Conversion,
  config: LayerConfig,
  written: string,
  value: Value,
  suffix = '',
): Value {
  const { draft, kerasVersion, notes, isOutput } = conversion;
  const { layer } = config;
  const title = written.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  const append = (activation: ActivationName): Value => {
    const name = draft.name(`${layer.name}${suffix}`);
    draft.nodes.push({ op: 'activation', name, inputs: [value.node], activation });
    return { ...value, node: name };
  };
  if (title === 'linear') return value;
  if (title === 'softmax') {
    if (!isOutput(layer)) return config.refuse('is a softmax within the network, which is supported as its end alone');
    notes.push(`The softmax of "${layer.name}" is left out: the network ends with logits here.`);
    return value;
  }
  if (title === 'swish' || title === 'silu') {
    const gate = append('sigmoid');
    const name = draft.name(`${layer.name}${suffix}.product`);
    draft.nodes.push({ op: 'multiply', name, inputs: [value.node, gate.node] });
    return { ...value, node: name };
  }
  if (title === 'hard_sigmoid') {
    // Keras 3 has relu6(x + 3) / 6, as torchvision does
    if (!kerasVersion.startsWith('3')) return config.refuse('is the hard sigmoid 0.2 x + 0.5 of Keras 2 and tfjs');
    return append('hard-sigmoid');
  }
  const activation = Object.hasOwn(plain, title) ? plain[title] : undefined;
  return activation === undefined
    ? config.refuse(`has the activation \`${written}\`, which is not supported`)
    : append(activation);
}
