import { describe, expect, test } from 'vitest';
import type { MappingReport } from '../../../../../main/contract/network-check.ts';
import { sizeText } from '../../../../../renderer/components/size-text.ts';
import {
  modelOf,
  networkChoiceOf,
  networkQuestionOf,
  networkTitleOf,
  startsTrained,
  weightsFileOf,
} from '../../../../../renderer/views/new-study/draft/study-inputs.ts';
import { logitsFacts } from '../../../../../renderer/views/new-study/network/logits-text.ts';
import {
  codesSummary,
  mappingRows,
  mappingSummary,
  unlisted,
} from '../../../../../renderer/views/new-study/network/mapping-table.ts';
import { weightsSource } from '../../../../../renderer/views/new-study/network/weights-source.ts';
import { timedSteps } from '../../../../../renderer/views/new-study/sensitivity/predicted-step.ts';

const fileStudy = { model: { file: 'nets/mine.onnx' }, data: { source: 'glyphs' } };

describe('the network of a draft', () => {
  test.each([
    [{ model: { architecture: 'lenet5' } }, { architecture: 'lenet5' }],
    [fileStudy, { file: 'nets/mine.onnx' }],
    [{ model: { file: ' ' } }, undefined],
    [{ model: { architecture: '' } }, undefined],
    [{}, undefined],
  ])('of %o', (written, choice) => {
    expect(networkChoiceOf(written)).toEqual(choice);
  });

  test('is asked about with its data', () => {
    const question = networkQuestionOf(fileStudy, '/folder')!;
    expect(question).toMatchObject({ file: 'nets/mine.onnx', folder: '/folder', data: { source: 'glyphs' } });
    const named = networkQuestionOf({ model: { architecture: 'lenet5' } }, undefined)!;
    expect(named).toEqual({ architecture: 'lenet5', data: { source: 'glyphs' } });
  });

  test('of a file has a title, weights of its own and a model to preview', () => {
    expect(networkTitleOf(fileStudy)).toBe('mine');
    expect(weightsSource(fileStudy.model)).toBe('own');
    expect(startsTrained(fileStudy)).toBe(true);
    expect(startsTrained({ model: { architecture: 'lenet5' } })).toBe(false);
    expect(modelOf(fileStudy)).toEqual({ file: 'nets/mine.onnx' });
    expect(weightsFileOf({ model: { file: 'a.onnx', weights: ' ' } })).toBeUndefined();
  });

  test('is found among timed steps under both of its names', () => {
    const part = { kind: 'train', arithmeticFraction: 0.5, stepMs: { value: 1, low: 1, high: 1 } };
    const probe = { parts: ['mine', 'mine (file)', 'other'].map((architecture) => ({ ...part, architecture })) };
    expect(timedSteps(probe as never, 'mine')).toHaveLength(2);
  });
});

describe('a mapping report', () => {
  const counts = {
    parameters: 10,
    tensors: 9,
    matched: 6,
    missing: 3,
    unexpected: 2,
    wrongShape: 1,
    wrongType: 0,
    notFinite: 0,
  };
  const report: MappingReport = {
    weights: 'w.safetensors',
    fits: false,
    counts,
    matchedWeights: 1234,
    differences: [{ kind: 'wrong-shape', name: 'fc.weight', expected: [10, 84], found: [1000, 84] }],
  };

  test('is a sentence and a table', () => {
    expect(mappingSummary(report)).toBe(
      '6 of 10 parameters match; 1 of another shape, 3 missing, 2 not in the network.',
    );
    expect(mappingRows(report)).toEqual([
      { name: 'fc.weight', difference: 'another shape', expected: sizeText([10, 84]), found: sizeText([1000, 84]) },
    ]);
    expect(unlisted(report)).toBe(5);
  });

  test('that fits says how much that is', () => {
    expect(mappingSummary({ ...report, fits: true })).toBe('All 10 parameters match (1,234 values).');
  });
});

test('logits are compared in words with their numbers', () => {
  const facts = logitsFacts({
    reference: 'r.npz',
    images: 32,
    classes: 10,
    engine: 'graph',
    maximumDifference: 0.00123,
    relativeDifference: 0.0004,
    agreeing: 31,
  });
  expect(facts[0]![1]).toContain('0.0012');
  expect(facts[1]).toEqual(['Same top-1 class', '31 of 32 images']);
});

test('integer codes of a weights file are told with their codec', () => {
  expect(codesSummary({ weights: 4, values: 61_000, codec: '8 bits, symmetric' })).toBe(
    'Of the parameters 4 are integer codes (61,000 values; 8 bits, symmetric), read as the weights they stand for.',
  );
  expect(codesSummary({ weights: 1, values: 6, codec: 'x' })).toContain('Of the parameters 1 is integer codes');
});
