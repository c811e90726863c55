import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Specification } from '../../../contract/specification.ts';
import type { shippedStudySchema } from '../../../contract/workbench/catalogue.ts';
import { runsOfStudy } from '../../../runs/laboratory/study-runs.ts';
import { resourcePath } from '../../../runs/resources.ts';
import { parseSpecification } from '../../../runs/specification/parse-specification.ts';

export type ShippedStudy = z.infer<typeof shippedStudySchema>;

function needsFiles({ data, model }: Specification): boolean {
  return data.path !== undefined || model.weights !== undefined || model.file !== undefined;
}

/** The studies of `resources/studies`, those first that run as they are. */
export function shippedStudies(): ShippedStudy[] {
  const folder = resourcePath('studies');
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const studies = files.toSorted().map((file): ShippedStudy => {
    const text = readFileSync(join(folder, file), 'utf8');
    const { specification } = parseSpecification(text, file);
    const { name, notes } = specification;
    return {
      file: file.slice(0, -'.yaml'.length),
      name,
      ...(notes === undefined ? {} : { notes }),
      text,
      runs: runsOfStudy(specification).length,
      needsFiles: needsFiles(specification),
    };
  });
  return studies.toSorted((first, second) => Number(first.needsFiles) - Number(second.needsFiles));
}
