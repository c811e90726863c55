import { expect, test } from 'vitest';
import { withFields } from '../../../main/runs/specification/with-fields.ts';
import { parseYamlText } from '../../../main/runs/specification/yaml-text.ts';

const file = ['model', 'file'];
const to = (value: unknown) => [{ path: file, value }];

test.each([
  ['plain', 'model: { file: /a/b.onnx } # mine\nname: x\n', 'model: { file: "c d.onnx" } # mine\nname: x\n'],
  ['quoted', "model:\n  file: '/a/b''s.onnx'\n\n# end\n", 'model:\n  file: "c d.onnx"\n\n# end\n'],
  ['folded', 'model:\n  file: >-\n    /a/b.onnx\nname: x\n', 'model:\n  file: "c d.onnx"\nname: x\n'],
  ['last, without a line end', 'model: { "file": /a }', 'model: { "file": "c d.onnx" }'],
  ['with other line ends', 'model:\r\n  file: /a\r\nname: x\r\n', 'model:\r\n  file: "c d.onnx"\r\nname: x\r\n'],
  ['an alias', 'name: &n /a\nmodel: { file: *n }\n', 'name: &n /a\nmodel: { file: "c d.onnx" }\n'],
])('a text that is %s gets another in its place', (_how, text, expected) => {
  expect(withFields(text, to('c d.onnx'))).toBe(expected);
});

test('several fields change at once, and mappings too', () => {
  const text = 'profiles:\n  a.b: /x # first\n  1:\n    energy:\n      model: csv\n      path: y\nseeds: [1]\n';
  const changed = withFields(text, [
    { path: ['profiles', 'a.b'], value: 'z' },
    { path: ['profiles', '1', 'energy'], value: { model: 'table', points: [{ rate: 1e-7, energy: 1 }] } },
  ]);
  expect(changed).toContain('a.b: "z" # first\n');
  expect(parseYamlText(changed).value).toEqual({
    profiles: { 'a.b': 'z', 1: { energy: { model: 'table', points: [{ rate: 1e-7, energy: 1 }] } } },
    seeds: [1],
  });
});

test('a field that others have by an alias changes alone, for which the whole is written anew', () => {
  const text = '# mine\nname: x\nmodel: { file: &f /a }\nnotes: *f\n';
  const changed = withFields(text, to('b'));
  expect(changed).not.toContain('# mine');
  expect(parseYamlText(changed).value).toEqual({ name: 'x', model: { file: 'b' }, notes: '/a' });
});

test.each(['', '- 1\n', 'a: [', 'name: x\n'])('%j, where there is no such field, stays as it is', (text) => {
  expect(parseYamlText(withFields(text, to('b'))).value).toEqual(parseYamlText(text).value);
});
