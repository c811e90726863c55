import { expect, test } from 'vitest';
import { specificationSchema } from '../../../../../main/contract/specification.ts';
import { copyName, emptyStudy } from '../../../../../renderer/views/new-study/draft/starting-points.ts';

test('an empty study asks for a network and for hardware, nothing else', () => {
  expect(specificationSchema.safeParse(emptyStudy()).success).toBe(false);
  const { model, ...rest } = emptyStudy();
  const chosen = { ...rest, model: { ...(model as object), architecture: 'lenet5' }, profile: 'ideal' };
  expect(specificationSchema.safeParse(chosen).error?.issues).toBeUndefined();
});

test('copies count', () => {
  expect(copyName('Quickstart')).toBe('Quickstart (copy)');
  expect(copyName('Quickstart (copy)')).toBe('Quickstart (copy 2)');
  expect(copyName('Quickstart (copy 9)')).toBe('Quickstart (copy 10)');
});
