import { expect, test } from 'vitest';
import { folderOf, joinedPath } from '../../../renderer/files/joined-path.ts';

test('names are joined as the folder is written', () => {
  expect(joinedPath('/data', 'mnist')).toBe('/data/mnist');
  expect(joinedPath('/', 'data')).toBe('/data');
  expect(joinedPath(String.raw`C:\data`, 'mnist')).toBe(String.raw`C:\data\mnist`);
});

test('one looks again where something was found', () => {
  expect(folderOf('/data/mnist', true)).toBe('/data/mnist');
  expect(folderOf('/data/weights.safetensors', false)).toBe('/data');
  expect(folderOf('/weights.safetensors', false)).toBe('/');
  expect(folderOf(String.raw`C:\data\weights.safetensors`, false)).toBe(String.raw`C:\data`);
  expect(folderOf('../shared/data', true)).toBe('../shared/data');
  expect(folderOf('../shared/resnet.safetensors', false)).toBe('../shared');
  expect(folderOf('resnet.safetensors', false)).toBeUndefined();
  expect(folderOf('', false)).toBeUndefined();
  expect(folderOf('', true)).toBeUndefined();
});
