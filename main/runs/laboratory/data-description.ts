import type { DataSpecification } from '../../contract/specification.ts';

const names: Readonly<Record<DataSpecification['source'], string>> = {
  glyphs: 'glyphs (built in)',
  cifar10: 'CIFAR-10',
  idx: 'IDX files',
};

/** For a table's caption. A test set that is not the whole published one must not be taken for it. */
export function dataDescription({ source, path }: DataSpecification, testImages: number | undefined): string {
  const folder = source === 'idx' && path !== undefined ? ` of ${path}` : '';
  if (testImages === undefined) return `${names[source]}${folder}`;
  const count = testImages.toLocaleString('en-US');
  const partial = source === 'cifar10' && testImages < 10000;
  return `${names[source]}${folder}, ${partial ? `the first ${count} test images` : `${count} test images`}`;
}
