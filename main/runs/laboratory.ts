import { LabError } from '../contract/errors.ts';
import type { OpenLaboratory } from './services.ts';

/** @throws LabError 'engine-unavailable' */
export const openLaboratory: OpenLaboratory = () =>
  Promise.reject(
    new LabError(
      'engine-unavailable',
      'The laboratory is not built yet.',
      'Use `lab run SPEC.yaml --check` meanwhile.',
    ),
  );
