import type { DataSpecification } from './data.ts';

/** Sets in MNIST's format by the usual names of their folders. */
const known: Readonly<Record<string, string>> = {
  mnist: 'MNIST',
  'fashion-mnist': 'Fashion-MNIST',
  fashionmnist: 'Fashion-MNIST',
  fashion: 'Fashion-MNIST',
  kmnist: 'KMNIST',
  qmnist: 'QMNIST',
  emnist: 'EMNIST',
};

/**
 * What data are called in print: `MNIST (IDX), 10,000 test images` of `IDX files of mnist, 10,000 test images`. A folder with
 * another name keeps it.
 *
 * @param description of a comparison, with the last folder of its path alone
 */
export function dataTitle(description: string, { source }: Pick<DataSpecification, 'source'>): string {
  if (source !== 'idx') return description;
  return description.replace(/^IDX files of ([^,]+)/, (_all, folder: string) => {
    const name = folder.toLowerCase();
    return `${Object.hasOwn(known, name) ? known[name]! : folder} (IDX)`;
  });
}
