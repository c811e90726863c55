import { profileSchema } from '../../../../main/contract/profile.ts';
import {
  dataSchema,
  modelSchema,
  type DataSpecification,
  type ModelSpecification,
} from '../../../../main/contract/specification.ts';
import { modelTitle } from '../../../../main/contract/model-title.ts';
import { isMapping, type Written } from './written.ts';

/** The data a draft names, as other questions are asked with; undefined while it cannot be read, or its folder is yet to be named. */
export function dataOf(written: Written): DataSpecification | undefined {
  const parsed = dataSchema.safeParse(written.data);
  if (!parsed.success || (parsed.data.source !== 'glyphs' && (parsed.data.path ?? '').trim() === '')) return undefined;
  return parsed.data;
}

/** The network and its weights; undefined while they cannot be read. A file that has no name yet counts as none. */
export function modelOf(written: Written): ModelSpecification | undefined {
  const { success, data } = modelSchema.safeParse(written.model);
  if (!success || networkChoiceOf(written) === undefined) return undefined;
  const { weights, ...rest } = data;
  return weights === undefined || weights.trim() === '' ? rest : data;
}

/** Which network a draft names, as questions are asked with; undefined while it names none. */
export function networkChoiceOf({ model }: Written): NetworkChoice | undefined {
  const { architecture, file } = isMapping(model) ? model : {};
  if (typeof file === 'string') return file.trim() === '' ? undefined : { file };
  return typeof architecture === 'string' && architecture.trim() !== '' ? { architecture } : undefined;
}

export interface NetworkChoice {
  readonly architecture?: string;
  readonly file?: string;
}

/** The network of a draft and the images it is for: drawn digits, until there are others. */
export function networkQuestionOf(written: Written, folder: string | undefined) {
  const choice = networkChoiceOf(written);
  if (choice === undefined) return undefined;
  const data = dataOf(written) ?? { source: 'glyphs' as const };
  return { ...choice, data, ...(folder === undefined ? {} : { folder }) };
}

/** What the network of a draft is called; undefined while it names none. */
export function networkTitleOf(written: Written): string | undefined {
  const choice = networkChoiceOf(written);
  return choice === undefined ? undefined : modelTitle(choice);
}

/** The weights file that a draft names; undefined while it names none. */
export function weightsFileOf({ model }: Written): string | undefined {
  const weights = isMapping(model) ? model.weights : undefined;
  return typeof weights === 'string' && weights.trim() !== '' ? weights : undefined;
}

/** Does a draft's network begin with weights that were trained: a file's, or those of a clean pretraining? */
export function startsTrained({ model }: Written): boolean {
  return isMapping(model) && ['weights', 'pretraining', 'file'].some((field) => model[field] !== undefined);
}

/** A profile as it can be asked about: a shipped one's name, or own values that are complete. */
export function profileOf(reference: unknown): string | ReturnType<typeof profileSchema.parse> | undefined {
  if (typeof reference === 'string') return reference === '' ? undefined : reference;
  const parsed = profileSchema.safeParse(reference);
  return parsed.success ? parsed.data : undefined;
}
