import { expect, test } from 'vitest';
import { nearestName } from '../../../main/runs/specification/near-name.ts';

const names = ['epochs', 'batch', 'stepsPerEpoch', 'optimizer', 'schedule', 'seeds', 'learningRate'];

test.each([
  ['epoch', 'epochs'],
  ['optimiser', 'optimizer'],
  ['sedes', 'seeds'],
  ['learning_rate', 'learningRate'],
  ['Learning-Rate', 'learningRate'],
  ['steps', 'stepsPerEpoch'],
  ['momentum', undefined],
  ['x', undefined],
])('%s is near %s', (wanted, name) => expect(nearestName(wanted, names)).toBe(name));
