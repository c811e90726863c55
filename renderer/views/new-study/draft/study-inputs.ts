import { profileSchema } from '../../../../main/contract/profile.ts';
import {
  dataSchema,
  modelSchema,
  type DataSpecification,
  type ModelSpecification,
} from '../../../../main/contract/specification.ts';
import type { Written } from './written.ts';

/** The data a draft names, as other questions are asked with; undefined while it cannot be read, or its folder is yet to be named. */
export function dataOf(written: Written): DataSpecification | undefined {
  const parsed = dataSchema.safeParse(written.data);
  if (!parsed.success || (parsed.data.source !== 'glyphs' && (parsed.data.path ?? '').trim() === '')) return undefined;
  return parsed.data;
}

/** The network and its weights; undefined while they cannot be read. A file that has no name yet counts as none. */
export function modelOf(written: Written): ModelSpecification | undefined {
  const { success, data } = modelSchema.safeParse(written.model);
  if (!success || data.architecture.trim() === '') return undefined;
  const { weights, ...rest } = data;
  return weights === undefined || weights.trim() === '' ? rest : data;
}

/** A profile as it can be asked about: a shipped one's name, or own values that are complete. */
export function profileOf(reference: unknown): string | ReturnType<typeof profileSchema.parse> | undefined {
  if (typeof reference === 'string') return reference === '' ? undefined : reference;
  const parsed = profileSchema.safeParse(reference);
  return parsed.success ? parsed.data : undefined;
}
