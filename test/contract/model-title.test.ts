import { expect, test } from 'vitest';
import { modelTitle } from '../../main/contract/model-title.ts';

test.each([
  [{ architecture: 'LeNet5' }, 'LeNet5'],
  [{ file: '/a/b/resnet18.onnx' }, 'resnet18'],
  [{ file: 'C:\\nets\\my.net.ONNX' }, 'my.net'],
  [{ file: 'mobilenet/model.json' }, 'mobilenet'],
  [{ file: './model.json' }, 'model'],
  [{ file: 'nets/other.json' }, 'other'],
  [{ file: '.onnx' }, '.onnx'],
])('%o is called %s', (model, title) => {
  expect(modelTitle(model)).toBe(title);
});
