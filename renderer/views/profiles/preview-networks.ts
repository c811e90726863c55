import type { Draft } from '../../../main/contract/workbench/studies.ts';
import { dataSchema, type ModelSpecification } from '../../../main/contract/specification.ts';
import { modelTitle } from '../../../main/contract/model-title.ts';
import { savedDraft } from '../new-study/draft/draft-content.ts';
import { networkOf, type PreviewNetwork } from '../new-study/hardware/preview-needs.ts';

/** A network to see a profile on. */
export interface NetworkChoice {
  readonly value: string;
  readonly label: string;
  readonly description: string;
  readonly network: PreviewNetwork;
}

const glyphs = dataSchema.parse({ source: 'glyphs' });

/** Networks that are there in every workspace, with the weights that training would begin with. */
const builtIn: readonly NetworkChoice[] = ['mlp-128-64', 'lenet5', 'resnet20-cifar'].map((architecture) => ({
  value: architecture,
  label: `${architecture} on glyphs`,
  description: 'Built in, initial weights',
  network: { model: { architecture }, data: glyphs },
}));

/** The networks of the drafts, that of the last changed one first, then the built-in ones. */
export function networkChoices(drafts: readonly Draft[]): readonly NetworkChoice[] {
  const ofDrafts = drafts
    .toSorted((first, second) => second.updatedAt.localeCompare(first.updatedAt))
    .flatMap((draft): NetworkChoice[] => {
      const { content } = savedDraft(draft);
      const network = networkOf(content.written, content.folder);
      if (network === undefined) return [];
      const label = `${modelTitle(network.model)} of the draft ${draft.name}`;
      return [{ value: `draft ${draft.id}`, label, description: weightsText(network.model), network }];
    });
  return [...ofDrafts, ...builtIn];
}

function weightsText({ weights, file }: ModelSpecification): string {
  if (weights === undefined && file !== undefined) return `Weights of ${file.split(/[/\\]/).at(-1)}`;
  return weights === undefined ? 'Initial weights' : `Weights of ${weights.split(/[/\\]/).at(-1)}`;
}
