import { join } from 'node:path';
import type { Specification } from '../../contract/specification.ts';
import { isInputComplete } from '../../store/inputs.ts';
import type { Workspace } from '../../store/workspace.ts';

/**
 * The model of a study as it can be read here. What the study was stored with names files of another machine where it came
 * with an archive: those that came along stand in for them. Everything else is as it was, so that a file that is nowhere is
 * missed by the path that its author gave.
 *
 * For reading alone: what the study asked for, and its hash, have the paths of its author.
 */
export function storedModel<Model extends { readonly file?: string; readonly weights?: string }>(
  workspace: Workspace,
  studyId: number,
  model: Model,
): Model {
  if (model.file === undefined && model.weights === undefined) return model;
  const inputs = workspace.inputs.ofStudy(studyId);
  const found = (field: string, path: string | undefined): string | undefined => {
    const input = inputs.find((each) => each.field === field && each.path === path);
    return input !== undefined && isInputComplete(input.folder, input.parts)
      ? join(input.folder, input.parts[0]!.name)
      : path;
  };
  return {
    ...model,
    ...(model.file === undefined ? {} : { file: found('model.file', model.file) }),
    ...(model.weights === undefined ? {} : { weights: found('model.weights', model.weights) }),
  };
}

/** What a study asked for, with its {@link storedModel}. */
export function storedSpecification(workspace: Workspace, studyId: number): Specification {
  const { specification } = workspace.studies.get(studyId);
  return { ...specification, model: storedModel(workspace, studyId, specification.model) };
}
