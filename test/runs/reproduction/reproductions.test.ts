import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import { prepareReproduction, reproductionNames } from '../../../main/runs/reproduction/reproductions.ts';
import { removeFolder } from '../../e2e/tiny-study.ts';
import { runWith } from '../../cli/fake-laboratory.ts';
import { comparison, run } from '../../report/comparison-fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'reproduction-'));
const weights = join(folder, 'weights.safetensors');
writeFileSync(weights, '');
afterAll(() => removeFolder(folder));

const options = { scale: 'small', data: folder, weights, engine: {}, currentFolder: folder } as const;

describe('reproductions', () => {
  test.each(reproductionNames)(
    '%s has a small study, with data and weights of the caller, and what the paper says',
    (name) => {
      const { specification, reproduce } = prepareReproduction(name, options);
      expect(specification.specification).toMatchObject({ data: { path: folder }, model: { weights } });
      const { citation, settings, reconstructed } = reproduce(comparison);
      expect(citation).toMatch(/arXiv:\d{4}\.\d{5}/);
      expect(settings.length).toBeGreaterThan(4);
      expect(reconstructed.length).toBeGreaterThan(2);
    },
  );

  test('is the very study that is shipped where nothing is said', () => {
    const { specification } = prepareReproduction('lanmax-fig3', { ...options, engine: { name: 'wasm' } });
    expect(specification.specification.engine.name).toBe('wasm');
    expect(specification.text).toContain('LaNMax figures 3 and 4, MNIST');
  });

  test.each([
    ['there is none of', () => prepareReproduction('saft-table9', options), 'saft-table1'],
    ['needs ImageNet', () => prepareReproduction('saft-table1', { ...options, scale: 'paper' }), '--scale small'],
  ])('refuses what %s', (_why, prepare, next) => {
    expect(prepare).toThrow(LabError);
    expect(prepare).toThrow(expect.objectContaining({ nextStep: expect.stringContaining(next) }));
  });
});

test('the command prints the study, then the paper beside it', async () => {
  const words = ['reproduce', 'saft-table1', '--data', folder, '--weights', weights, '--parallel', '2'];
  const asked: unknown[] = [];
  const outcome = {
    study: comparison.study,
    runs: [{ ...run, status: 'finished' as const }],
    comparison,
    stopped: false,
  };
  const { code, output } = await runWith(words, {
    startStudy: async ({ specification }, _watcher, given) => {
      asked.push(specification.model.weights, given);
      return outcome;
    },
  });
  expect(asked).toEqual([weights, { parallel: 2 }]);
  expect(output.indexOf('Study 1')).toBeLessThan(output.indexOf('Reproduction: SAFT, table 1'));
  expect(output).toMatch(/ResNet18\s+69\.8\s+68\.7\s+69\.1\s+69\.0/);
  expect(output).toMatch(/ours: resnet20-cifar\s+91\.6 ± 1\.7/);
  expect(code).toBe(0);
});
