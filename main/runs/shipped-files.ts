import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
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
  return files.toSorted().map((name) => ({
    file: name.slice(0, -'.yaml'.length),
    content: readShippedFile(join(folder, name), schema),
  }));
}

/** @throws InvalidSpecificationError when the YAML file is not what it should be */
export function readShippedFile<Content>(path: string, schema: z.ZodType<Content>): Content {
  const file = basename(path);
  const yaml = parseYamlText(readFileSync(path, 'utf8'));
  const unreadable = yaml.problems.map((problem) => ({ ...problem, file, field: '' }));
  if (unreadable.length > 0) throw new InvalidSpecificationError(unreadable);
  const problems = schemaProblems(schema, yaml.value).map(({ path: field, message, allowed }) => ({
    message,
    allowed,
    ...yaml.locate(field),
    file,
    field: fieldName(field),
  }));
  if (problems.length > 0) throw new InvalidSpecificationError(problems);
  return schema.parse(yaml.value);
}
