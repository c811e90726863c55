import { z } from 'zod';
import { defineArchitecture } from './architecture.ts';

/**
 * LeNet-5 in the form that is used today: 5 × 5 convolutions of 6 and 16 channels, each with an activation and 2 × 2
 * pooling, then dense layers of 120, 84 and the classes. Against the paper: the second convolution sees all 6 channels,
 * pooling has no weights, the output is linear instead of radial basis functions, and ReLU with max pooling is the
 * default (the paper's tanh and averages are options).
 *
 * The first convolution pads 2 pixels when the smaller side is below 32, so that 28 × 28 images give the paper's 5 × 5
 * maps; 32 × 32 images are not padded. The smallest side is 12 pixels.
 */
export const lenet5 = defineArchitecture({
  name: 'lenet5',
  description: 'LeNet-5 with ReLU and max pooling, for small grey or colour images of at least 12 × 12 pixels.',
  source: 'LeCun, Bottou, Bengio and Haffner, Proc. IEEE 86, 1998. Layers conv1, conv2, fc1, fc2, fc3.',
  size: { inputShape: [28, 28, 1], classes: 10 },
  options: {
    activation: z.enum(['relu', 'tanh']).default('relu'),
    pooling: z.enum(['max', 'average']).default('max'),
  },
  construct(builder, { inputShape, classes, activation, pooling }) {
    const pool = `${pooling}-pool` as const;
    builder
      .convolution('conv1', {
        channels: 6,
        kernel: 5,
        padding: Math.min(...inputShape.slice(0, 2)) < 32 ? 2 : 0,
        bias: true,
      })
      .activation(`${activation}1`, activation)
      .pool('pool1', pool, { window: 2 })
      .convolution('conv2', { channels: 16, kernel: 5, padding: 0, bias: true })
      .activation(`${activation}2`, activation)
      .pool('pool2', pool, { window: 2 })
      .flatten('flatten')
      .linear('fc1', 120)
      .activation(`${activation}3`, activation)
      .linear('fc2', 84)
      .activation(`${activation}4`, activation)
      .linear('fc3', classes);
  },
});
