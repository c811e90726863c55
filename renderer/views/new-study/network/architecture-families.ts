import type { ArchitectureEntry } from '../../../../main/contract/workbench/catalogue.ts';
import { namePattern, numbersOf } from './architecture-pattern.ts';

export interface Family {
  readonly id: string;
  readonly title: string;
  /** What to know beside its title; absent where there is nothing more */
  readonly description?: string;
  readonly pattern?: string;
  readonly members: readonly ArchitectureEntry[];
}

export function architectureFamilies(entries: readonly ArchitectureEntry[]): readonly Family[] {
  const ids = [...new Set(entries.map(({ family }) => family))];
  return ids.map((id) => {
    const members = entries.filter(({ family }) => family === id);
    const { pattern, title, familyTitle = title, description } = members[0]!;
    const says = pattern === undefined ? description : `${pattern}, for example ${members.map(nameOf).join(', ')}`;
    return {
      id,
      title: familyTitle,
      members,
      ...(pattern === undefined ? {} : { pattern }),
      ...(says === `${title}.` ? {} : { description: says }),
    };
  });
}

const nameOf = ({ name }: ArchitectureEntry): string => name;

/** The family a name belongs to, listed or not; undefined for a name of none. */
export function familyOf(families: readonly Family[], name: string): Family | undefined {
  return (
    families.find(({ members }) => members.some((member) => member.name === name)) ??
    families.find(({ pattern }) => pattern !== undefined && numbersOf(namePattern(pattern), name) !== undefined)
  );
}
