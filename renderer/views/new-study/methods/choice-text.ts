import type { BatchNormPlan, LayerChoice } from '../../../../main/contract/specification.ts';

const batchNorms: Readonly<Record<BatchNormPlan, string>> = {
  frozen: 'every batch-norm stays frozen',
  'with-layer': 'the batch-norm behind a trained layer trains with it',
};

/** Which layers SAFT trains, in a sentence. */
export function choiceText(choice: LayerChoice, batchNorm: BatchNormPlan): string {
  return `Trains ${layersText(choice)}; ${batchNorms[batchNorm]}.`;
}

function layersText(choice: LayerChoice): string {
  if ('names' in choice) {
    const [only] = choice.names;
    return choice.names.length === 1 ? `the layer ${only}` : `${choice.names.length} named layers`;
  }
  if (choice.k === 'auto') return `the layers before the knee of their ${choice.by} scores (k: auto)`;
  return choice.k === 1
    ? `the layer with the highest ${choice.by} score`
    : `the ${choice.k} layers with the highest ${choice.by} scores`;
}
