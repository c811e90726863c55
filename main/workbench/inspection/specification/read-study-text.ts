import type { Specification } from '../../../contract/specification.ts';
import { preflight } from '../../../runs/laboratory/preflight.ts';
import { readSpecificationText } from '../../../runs/specification/read-specification-text.ts';
import type { PathFolders } from '../found-path.ts';

/**
 * The study that a text asks for, with absolute paths.
 *
 * @throws LabError with what is wrong with the text, or the first thing with what it names or the study it makes
 */
export function readStudyText(text: string, folders: PathFolders): Specification {
  const { specification } = readSpecificationText(text, folders);
  preflight(specification);
  return specification;
}
