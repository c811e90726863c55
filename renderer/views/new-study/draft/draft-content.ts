import type { Draft } from '../../../../main/contract/workbench/studies.ts';
import { isMapping, type Written } from './written.ts';

/** What a draft says: what undo brings back and what is checked. */
export interface DraftContent {
  /** The single truth. Where there is a `text`, it is what that said when it was last readable. */
  readonly written: Written;
  /** As it was typed or opened, with its comments; gone as soon as a step changes something */
  readonly text?: string;
  /** Of the file it was opened from: where relative paths are looked for */
  readonly folder?: string;
}

/** What the wizard remembers of a draft besides: where one was, and choices that were left for others. */
export type WizardMemory = Readonly<Record<string, unknown>>;

/** As `drafts.save` takes it. */
export function draftToSave(id: number | undefined, { written, text, folder }: DraftContent, wizard: WizardMemory) {
  const memory = Object.entries({ ...wizard, text, folder }).filter(([, value]) => value !== undefined);
  return { ...(id === undefined ? {} : { id }), name: draftName(written), written, wizard: Object.fromEntries(memory) };
}

/** The content and memory of a draft that was saved. */
export function savedDraft({ written, wizard }: Pick<Draft, 'written' | 'wizard'>): {
  readonly content: DraftContent;
  readonly wizard: WizardMemory;
} {
  const { text, folder, ...memory } = wizard;
  const content = {
    written,
    ...(typeof text === 'string' ? { text } : {}),
    ...(typeof folder === 'string' ? { folder } : {}),
  };
  return { content, wizard: memory };
}

export function draftName(written: Written): string {
  const { name } = written;
  return typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 300) : 'Untitled';
}

/** What was chosen where another variant stands now, under {@link variantKey}. */
export function keptOf(wizard: WizardMemory): Readonly<Record<string, unknown>> {
  return isMapping(wizard.kept) ? wizard.kept : {};
}
