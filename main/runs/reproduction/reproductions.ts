import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { LabError } from '../../contract/errors.ts';
import { paperClaimsSchema, paperTableSchema, type Reproduction } from '../../contract/reproduction.ts';
import type { StudyComparison } from '../../contract/results.ts';
import type { EngineChoice, Specification } from '../../contract/specification.ts';
import { reproduceLanmax } from '../../report/reproduction/reproduce-lanmax.ts';
import { reproduceSaft } from '../../report/reproduction/reproduce-saft.ts';
import { projectFolder } from '../project-folder.ts';
import { resourcePath } from '../resources.ts';
import { readShippedFile } from '../shipped-files.ts';
import { suggestion } from '../specification/near-name.ts';
import { readSpecificationFile, type ReadSpecification } from '../specification/read-specification.ts';
import { readSpecificationText } from '../specification/read-specification-text.ts';

export const scales = ['small', 'paper'] as const;
export type Scale = (typeof scales)[number];

interface Reproducible {
  /** Shipped studies by scale; or why there is none */
  readonly studies: Readonly<Record<Scale, { readonly study: string } | { readonly missing: string }>>;
  /** Reads what the paper says, so that nothing is missing when the study is done */
  paper(): (comparison: StudyComparison, specification: Specification) => Reproduction;
}

const reproducible: Readonly<Record<string, Reproducible>> = {
  'saft-table1': {
    studies: {
      small: { study: 'saft-table1-resnet20' },
      paper: { missing: "the paper's networks are trained on ImageNet, which is not shipped" },
    },
    paper() {
      const paper = paperFile('saft-table1', paperTableSchema);
      return (comparison, specification) => reproduceSaft(paper, comparison, specification);
    },
  },
  'lanmax-fig3': {
    studies: {
      small: { study: 'lanmax-fig3-fig4-mnist' },
      paper: { study: 'lanmax-fig3-fig4-wide-resnet-28-10' },
    },
    paper() {
      const paper = paperFile('lanmax-fig3', paperClaimsSchema);
      return (comparison, specification) => reproduceLanmax(paper, comparison, specification);
    },
  },
};

export const reproductionNames = Object.keys(reproducible);

export interface ReproductionOptions {
  readonly scale: Scale;
  /** Where the data are, instead of where the shipped study has them */
  readonly data?: string;
  /** The same of the weights */
  readonly weights?: string;
  readonly engine: Partial<EngineChoice>;
  readonly currentFolder: string;
}

export interface PreparedReproduction {
  readonly specification: ReadSpecification;
  /** What the study found beside what the paper did */
  reproduce(comparison: StudyComparison): Reproduction;
}

/**
 * The shipped study that repeats a result of a paper, at a size.
 *
 * @param name one of {@link reproductionNames}
 * @throws LabError 'invalid-argument' for a name or a size that there is none of, 'missing-file' for data or weights that are
 *   not where they should be
 */
export function prepareReproduction(name: string, options: ReproductionOptions): PreparedReproduction {
  const { scale, engine, currentFolder } = options;
  const found = Object.hasOwn(reproducible, name) ? reproducible[name]! : undefined;
  if (found === undefined) {
    throw new LabError(
      'invalid-argument',
      `There is no reproduction "${name}"${suggestion(name, reproductionNames) || '.'}`,
      `Use one of ${reproductionNames.join(', ')}.`,
    );
  }
  const chosen = found.studies[scale];
  if ('missing' in chosen) {
    throw new LabError(
      'invalid-argument',
      `There is no study of ${name} at the scale of the paper: ${chosen.missing}.`,
      'Use `--scale small`, or `run` with a specification of your own.',
    );
  }
  const reproduce = found.paper();
  const file = resourcePath(`studies/${chosen.study}.yaml`);
  const text = withPaths(readSpecificationFile(file), options);
  const read = readSpecificationText(text, {
    currentFolder,
    folder: projectFolder(),
    engine,
    name: `${chosen.study}.yaml`,
  });
  return {
    specification: { ...read, file },
    reproduce: (comparison) => reproduce(comparison, read.specification),
  };
}

function withPaths(text: string, { data, weights }: ReproductionOptions): string {
  if (data === undefined && weights === undefined) return text;
  const document = parseDocument(text);
  if (data !== undefined) document.setIn(['data', 'path'], data);
  if (weights !== undefined) document.setIn(['model', 'weights'], weights);
  return document.toString();
}

function paperFile<Content>(name: string, schema: z.ZodType<Content>): Content {
  return readShippedFile(resourcePath(`papers/${name}.yaml`), schema);
}
