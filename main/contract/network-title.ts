/** Names of architectures as specifications have them, and as papers do. */
const titles: readonly (readonly [RegExp, string])[] = [
  [/^lenet5$/, 'LeNet-5'],
  [/^resnet(\d+)(?:-cifar)?$/, 'ResNet-$1'],
  [/^resnext(\d+)-(\d+)x(\d+)d$/, 'ResNeXt-$1 ($2×$3d)'],
  [/^wide-resnet-(\d+)-(\d+)$/, 'Wide ResNet-$1-$2'],
  [/^mobilenet-v3-large$/, 'MobileNetV3-Large'],
  [/^mlp-bn-([\d-]+)$/, 'MLP $1 with batch-norm'],
  [/^mlp-([\d-]+)$/, 'MLP $1'],
];

/** `ResNet-20` of `resnet20-cifar`: for people. A network of a file, which nobody else knows, is called as it is. */
export function networkTitle(name: string): string {
  for (const [pattern, title] of titles) {
    if (pattern.test(name)) return name.replace(pattern, title);
  }
  return name;
}
