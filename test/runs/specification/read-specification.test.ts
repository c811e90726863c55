import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import { readSpecification } from '../../../main/runs/specification/read-specification.ts';

const text = `version: 1
name: Small
data: { source: idx, path: numbers }
model: { architecture: lenet5, weights: lenet.safetensors }
profile: ideal
methods: [{ method: plain }]
training: { epochs: 1, optimizer: { kind: sgd, learningRate: 0.01 } }
`;

let folder: string;
let current: string;
let own: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'noisefloor-specification-'));
  current = join(folder, 'current');
  own = join(folder, 'own');
  for (const each of [current, own]) mkdirSync(each);
  writeFileSync(join(own, 's.yaml'), text);
  mkdirSync(join(own, 'numbers'));
  writeFileSync(join(own, 'lenet.safetensors'), '');
});

afterEach(() => rmSync(folder, { recursive: true }));

function read(path = '../own/s.yaml') {
  return readSpecification(path, { currentFolder: current });
}

function failureOf(work: () => unknown): LabError {
  try {
    work();
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('paths', () => {
  test("are looked for in the specification's folder", () => {
    const { specification, file } = read();
    expect(file).toBe(join(own, 's.yaml'));
    expect(specification.data.path).toBe(join(own, 'numbers'));
    expect(specification.model.weights).toBe(join(own, 'lenet.safetensors'));
  });

  test('are looked for in the current folder first', () => {
    mkdirSync(join(current, 'numbers'));
    const { specification } = read();
    expect(specification.data.path).toBe(join(current, 'numbers'));
    expect(specification.model.weights).toBe(join(own, 'lenet.safetensors'));
  });

  test('that lead nowhere are told with line, field and every place that was tried', () => {
    rmSync(join(own, 'lenet.safetensors'));
    const { code, message } = failureOf(read);
    expect(code).toBe('missing-file');
    expect(message).toBe(
      `../own/s.yaml:4: model.weights: there is no weights file at ${join(current, 'lenet.safetensors')} or ` +
        join(own, 'lenet.safetensors'),
    );
  });
});

describe('the hash', () => {
  test('leaves out the name and where the files were found', () => {
    const { hash } = read();
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    mkdirSync(join(current, 'numbers'));
    writeFileSync(join(own, 's.yaml'), text.replace('Small', 'Other'));
    expect(read().hash).toBe(hash);
  });

  test('changes with what is asked for', () => {
    const { hash } = read();
    expect(readSpecification('../own/s.yaml', { currentFolder: current, engine: { name: 'wasm' } }).hash).not.toBe(
      hash,
    );
    writeFileSync(join(own, 's.yaml'), text.replace('epochs: 1', 'epochs: 2'));
    expect(read().hash).not.toBe(hash);
  });
});

test("the engine asked for takes the specification's place", () => {
  const { specification } = readSpecification('../own/s.yaml', { currentFolder: current, engine: { name: 'wasm' } });
  expect(specification.engine).toEqual({ name: 'wasm', precision: 'float32' });
});

describe('a specification that cannot be read', () => {
  test('is not there', () => {
    expect(failureOf(() => read('none.yaml'))).toMatchObject({
      code: 'missing-file',
      message: `There is no specification at ${join(current, 'none.yaml')}.`,
    });
  });

  test('is a folder', () => {
    expect(failureOf(() => read('../own'))).toMatchObject({
      code: 'missing-file',
      message: `${own} is a folder, not a specification.`,
    });
  });

  test('is no text', () => {
    writeFileSync(join(own, 's.yaml'), Buffer.from([0x76, 0xff, 0xfe]));
    expect(failureOf(read)).toMatchObject({ code: 'invalid-specification', kind: 'use' });
  });
});
