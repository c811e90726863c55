import type { ArchitectureEntry } from '../../../../main/contract/workbench/catalogue.ts';
import { namePattern, numbersOf } from './architecture-pattern.ts';

export interface Family {
  readonly id: string;
  /** A member's title, or how the names of all are made */
  readonly title: string;
  readonly pattern?: string;
  readonly members: readonly ArchitectureEntry[];
}

export function architectureFamilies(entries: readonly ArchitectureEntry[]): readonly Family[] {
  const ids = [...new Set(entries.map(({ family }) => family))];
  return ids.map((id) => {
    const members = entries.filter(({ family }) => family === id);
    const { pattern, title } = members[0]!;
    return { id, title: pattern ?? title, members, ...(pattern === undefined ? {} : { pattern }) };
  });
}

/** The family a name belongs to, listed or not; undefined for a name of none. */
export function familyOf(families: readonly Family[], name: string): Family | undefined {
  return (
    families.find(({ members }) => members.some((member) => member.name === name)) ??
    families.find(({ pattern }) => pattern !== undefined && numbersOf(namePattern(pattern), name) !== undefined)
  );
}
