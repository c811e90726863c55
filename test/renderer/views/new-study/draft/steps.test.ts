import { expect, test } from 'vitest';
import { neighbourOf, stepOfField, stepStatuses } from '../../../../../renderer/views/new-study/draft/steps.ts';
import { problemAt, problemsUnder } from '../../../../../renderer/views/new-study/draft/problems.ts';
import { emptyStudy } from '../../../../../renderer/views/new-study/draft/starting-points.ts';

const problem = (field: string, message = 'is wrong') => ({ line: 1, field, message });

test.each([
  ['model.pretraining.epochs', 'network'],
  ['data.path', 'data'],
  ['profiles["5 %"].weights.sigma', 'hardware'],
  ['profile', 'hardware'],
  ['energy.bits', 'hardware'],
  ['sensitivity.metrics[0]', 'sensitivity'],
  ['methods[1].layers.k', 'sensitivity'],
  ['methods[1].rate', 'methods'],
  ['training.optimizer.kind', 'methods'],
  ['seeds', 'methods'],
  ['name', 'launch'],
  ['', 'launch'],
  ['misspelt', 'launch'],
])('a problem with %s is shown in the step %s', (field, step) => {
  expect(stepOfField(field)).toBe(step);
});

test('a study with nothing chosen has steps to do, not steps that are wrong', () => {
  const statuses = stepStatuses(emptyStudy(), [problem('model'), problem('profile')]);
  expect(statuses.map(({ step, state }) => [step.id, state])).toEqual([
    ['network', 'to-do'],
    ['data', 'complete'],
    ['hardware', 'to-do'],
    ['sensitivity', 'complete'],
    ['methods', 'complete'],
    ['launch', 'to-do'],
  ]);
});

test('a choice that is wrong is a problem of its step', () => {
  const written = { ...emptyStudy(), model: { architecture: 'lenet6' }, profile: 'ideal' };
  const statuses = stepStatuses(written, [problem('model.architecture')]);
  expect(statuses.find(({ step }) => step.id === 'network')).toMatchObject({
    state: 'problems',
    problems: [{ field: 'model.architecture' }],
  });
});

test('a step whose files are being read says so, unless something is wrong with it already', () => {
  const written = { ...emptyStudy(), model: { architecture: 'lenet5' }, profile: 'ideal' };
  const states = stepStatuses(written, [problem('model.architecture')], ['network', 'data']).map(({ state }) => state);
  expect(states).toEqual(['problems', 'under-way', 'complete', 'complete', 'complete', 'to-do']);
});

test('every problem is counted in exactly one step', () => {
  const fields = ['', 'name', 'model', 'data.source', 'profile', 'methods[0].layers', 'methods[0].rate', 'x'];
  const counted = stepStatuses(
    emptyStudy(),
    fields.map((field) => problem(field)),
  ).flatMap(({ problems }) => problems);
  expect(counted.map(({ field }) => field).toSorted()).toEqual(fields.toSorted());
});

test('steps follow each other to the end', () => {
  expect(neighbourOf('network', 1)).toBe('data');
  expect(neighbourOf('network', -1)).toBeUndefined();
  expect(neighbourOf('launch', 1)).toBeUndefined();
});

test('a problem stands at its own field, with what is allowed', () => {
  const problems = [
    { line: 3, field: 'training.batch', message: 'is no whole number', allowed: '1 or more' },
    { line: 3, field: 'training.batches', message: 'is unknown' },
  ];
  expect(problemAt(problems, ['training', 'batch'])).toBe('is no whole number (allowed: 1 or more)');
  expect(problemAt(problems, ['training'])).toBeUndefined();
  expect(problemsUnder(problems, ['training'])).toEqual(problems);
});
