import type { DataSpecification } from '../../contract/data.ts';

const names: Readonly<Record<DataSpecification['source'], string>> = {
  glyphs: 'glyphs (built in)',
  cifar10: 'CIFAR-10',
  idx: 'IDX files',
  npz: 'NumPy arrays',
  images: 'Images',
  csv: 'Features',
};

/** For a table's caption. A test set that is not the whole published one must not be taken for it. */
export function dataDescription({ source, path }: DataSpecification, testImages: number | undefined): string {
  const isFiles = path !== undefined && source !== 'cifar10';
  const folder = isFiles ? ` ${source === 'idx' ? 'of' : 'in'} ${path}` : '';
  if (testImages === undefined) return `${names[source]}${folder}`;
  const count = testImages.toLocaleString('en-US');
  const examples = source === 'csv' ? 'test examples' : 'test images';
  const partial = source === 'cifar10' && testImages < 10000;
  return `${names[source]}${folder}, ${partial ? `the first ${count} test images` : `${count} ${examples}`}`;
}
