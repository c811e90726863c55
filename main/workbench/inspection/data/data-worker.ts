import { statSync } from 'node:fs';
import type { DataSpecification } from '../../../contract/specification.ts';
import type { DataDescription } from '../../../contract/workbench/inspection.ts';
import { readDataSet, type ReadingOptions } from '../../../data/read-data-set.ts';
import { withTimeLeft } from '../../../runs/progress/with-time-left.ts';
import { dataSignature, folderSignature } from '../file-signature.ts';
import { rememberLast } from '../remember-last.ts';
import type { WorkContext } from '../workers/messages.ts';
import { checkWanted, serveWorks } from '../workers/serve-works.ts';
import { describeData } from './data-description.ts';

export interface DescribeInput {
  /** With an absolute path */
  readonly data: DataSpecification;
  readonly thumbnailsPerClass: number;
  /** Where decoded images of a folder are kept for the study's runs */
  readonly cacheFolder: string;
}

/** What reading takes on a slow machine, for the time left before anything is known. */
const bytesPerSecond = 60e6;

/** The set that was looked at last: limits and splits of the same files are asked for one after another. */
const dataSetOf = rememberLast(
  (data: DataSpecification, _options: ReadingOptions) => JSON.stringify([wholeSet(data), dataSignature(data)]),
  (data, options) => readDataSet(data, options),
);

/** What says which set is read: not how many of its images are used. */
function wholeSet(data: DataSpecification): DataSpecification {
  const isDivided = 'testFraction' in data;
  return { ...data, limits: {}, validation: 0, ...(isDivided ? {} : { seed: 0 }) };
}

function describe({ data, thumbnailsPerClass, cacheFolder }: DescribeInput, context: WorkContext): DataDescription {
  const path = data.path ?? '';
  const bytes = folderSignature(path).bytes + (statSync(path, { throwIfNoEntry: false })?.size ?? 0);
  const secondsLeft = bytes / bytesPerSecond;
  context.progress({ fraction: 0, detail: 'reading the images', ...(secondsLeft < 1 ? {} : { secondsLeft }) });
  const tell = withTimeLeft((progress) => context.progress(progress), 0);
  const onProgress = (fraction: number, detail: string): void => {
    checkWanted(context);
    tell(fraction, detail);
  };
  const set = dataSetOf(data, { onProgress, cacheFolder });
  checkWanted(context);
  return describeData(set, data, thumbnailsPerClass);
}

const works = { describe };
export type DataWorks = typeof works;

serveWorks(works);
