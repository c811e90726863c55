import { statelessNormal } from '../random/stateless.ts';
import { streamKey } from '../random/stream.ts';
import type { Network, ParameterSpecification } from './network.ts';

/**
 * First values of every parameter of a network, by kind:
 *
 * - convolution and linear weights: He normal, N(0, 2 / fan-in), fan-in = kh · kw · input channels / groups, or inputs
 *   (He et al., ICCV 2015, arXiv:1502.01852, equation 10; as in akamaster/pytorch_resnet_cifar10). Torchvision and
 *   xternalz/WideResNet-pytorch take the fan-out of convolutions; behind a batch-norm that changes the scale of the
 *   weights, not the function;
 * - biases: 0;
 * - batch-norm: scale 1, shift 0, running mean 0, running variance 1.
 *
 * Each parameter has its own Philox stream, `init:NAME`, so its values do not depend on the rest of the network.
 *
 * @param seed an integer, |seed| < 2^53
 * @returns arrays in our layouts (HWIO, [in, out]), keyed by parameter name
 */
export function initialParameters(network: Network, seed: number): Record<string, Float32Array> {
  return Object.fromEntries(
    Object.entries(network.parameters).map(([name, specification]) => [name, initial(name, specification, seed)]),
  );
}

function initial(name: string, { kind, shape }: ParameterSpecification, seed: number): Float32Array {
  const size = shape.reduce((product, length) => product * length, 1);
  switch (kind) {
    case 'convolution-weight':
    case 'linear-weight': {
      const values = statelessNormal(size, [streamKey(seed, `init:${name}`), 0]);
      const fanIn = size / shape.at(-1)!;
      const deviation = Math.sqrt(2 / fanIn);
      for (let index = 0; index < size; index++) values[index]! *= deviation;
      return values;
    }
    case 'scale':
    case 'running-variance':
      return new Float32Array(size).fill(1);
    case 'bias':
    case 'shift':
    case 'running-mean':
      return new Float32Array(size);
  }
}
