import type { DataSpecification } from '../../../contract/specification.ts';
import type { DataDescription } from '../../../contract/workbench/inspection.ts';
import { readDataSet } from '../../../data/read-data-set.ts';
import { folderSignature } from '../file-signature.ts';
import { rememberLast } from '../remember-last.ts';
import type { WorkContext } from '../workers/messages.ts';
import { checkWanted, serveWorks } from '../workers/serve-works.ts';
import { describeData } from './data-description.ts';

export interface DescribeInput {
  /** With an absolute path */
  readonly data: DataSpecification;
  readonly thumbnailsPerClass: number;
}

/** What reading takes on a slow machine, for the time left before anything is known. */
const bytesPerSecond = 60e6;

/** The set that was looked at last: limits and splits of the same files are asked for one after another. */
const dataSetOf = rememberLast(
  ({ source, path = '' }: DataSpecification) => JSON.stringify([source, path, folderSignature(path).signature]),
  ({ source, path }) => readDataSet(source, path),
);

function describe({ data, thumbnailsPerClass }: DescribeInput, context: WorkContext): DataDescription {
  const { bytes } = folderSignature(data.path ?? '');
  const secondsLeft = bytes / bytesPerSecond;
  context.progress({ fraction: 0, detail: 'reading the images', ...(secondsLeft < 1 ? {} : { secondsLeft }) });
  const set = dataSetOf(data);
  checkWanted(context);
  return describeData(set, data, thumbnailsPerClass);
}

const works = { describe };
export type DataWorks = typeof works;

serveWorks(works);
