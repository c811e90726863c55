import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { fieldName, InvalidSpecificationError } from './specification/problem.ts';
import { schemaProblems } from './specification/schema-problems.ts';
import { parseYamlText } from './specification/yaml-text.ts';

export interface ShippedFile<Content> {
  /** The file's name without `.yaml` */
  readonly file: string;
  readonly content: Content;
}

/**
 * The YAML files of a folder by name, each as the schema has it.
 * @throws InvalidSpecificationError when a file is not what it should be
 */
export function readShippedFiles<Content>(folder: string, schema: z.ZodType<Content>): readonly ShippedFile<Content>[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files.toSorted().map((name) => {
    const yaml = parseYamlText(readFileSync(join(folder, name), 'utf8'));
    const unreadable = yaml.problems.map((problem) => ({ ...problem, file: name, field: '' }));
    if (unreadable.length > 0) throw new InvalidSpecificationError(unreadable);
    const problems = schemaProblems(schema, yaml.value).map(({ path, message, allowed }) => ({
      message,
      allowed,
      ...yaml.locate(path),
      file: name,
      field: fieldName(path),
    }));
    if (problems.length > 0) throw new InvalidSpecificationError(problems);
    return { file: name.slice(0, -'.yaml'.length), content: schema.parse(yaml.value) };
  });
}
