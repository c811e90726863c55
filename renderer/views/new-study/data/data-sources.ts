import type { DataSource } from '../../../../main/contract/data.ts';
import type { SelectOption } from '../../../components/option-types.ts';
import type { FieldPath } from '../draft/field-path.ts';

interface DataSourceOption extends SelectOption {
  readonly value: DataSource;
}

export const dataSources: readonly DataSourceOption[] = [
  { value: 'glyphs', label: 'Glyphs', description: 'Drawn digits, 16 × 16, built in: nothing to download' },
  { value: 'cifar10', label: 'CIFAR-10', description: 'Binary batches: data_batch_1.bin to 5, test_batch.bin' },
  { value: 'idx', label: 'IDX', description: "MNIST's format, with or without gzip" },
  { value: 'npz', label: 'NumPy arrays', description: 'An .npz file with x_train, y_train, x_test, y_test or others' },
  { value: 'images', label: 'Folder of images', description: 'PNG and JPEG, a folder for each class' },
  { value: 'csv', label: 'Features in CSV', description: 'A row for each example: numbers and a class' },
];

/** Fields of `data` that only some sources have. */
const ownFields = [
  'path',
  'testPath',
  'label',
  'header',
  'arrays',
  'layout',
  'classNames',
  'size',
  'resize',
  'channels',
  'testFraction',
] as const;

/** What another source exchanges: its own fields, which are back when it is chosen again. */
export function sourceVariants(
  from: string,
  to: string,
): readonly { readonly path: FieldPath; readonly from: string; readonly to: string; readonly first: unknown }[] {
  return ownFields.map((field) => ({
    path: ['data', field],
    from,
    to,
    // A path is asked for at once
    first: field === 'path' && to !== 'glyphs' ? '' : undefined,
  }));
}
