import type { Page } from 'playwright-core';
import { visit } from '../../interface/workbench-session.ts';
import { callWorkbench } from '../page/page-insides.ts';
import type { Scene } from './scene.ts';
import { draftOfShowcase, type Showcase } from './showcase.ts';

const next = (page: Page): Promise<void> => page.getByRole('button', { name: /^Next: / }).click();

/** The beginning of a new study, then a draft of one at every step of the wizard. */
export const wizardScenes: readonly Scene[] = [
  {
    name: 'new-study',
    title: 'New study',
    caption:
      'Begins from nothing, a study that comes with the workbench, one of the workspace, a YAML file, or a draft.',
    async set(page) {
      await page.keyboard.press('Escape');
      const written = draftOfShowcase();
      await callWorkbench(page, 'drafts.save', {
        name: written.name,
        written: { ...written },
        wizard: { step: 'network' },
      });
      await visit(page, '/new');
    },
  },
  {
    name: 'wizard-network',
    title: 'New study: network',
    caption: 'The architecture, its layers as a graph, and where its weights come from.',
    async set(page) {
      const [draft] = await callWorkbench(page, 'drafts.list', {});
      await visit(page, `/new/${draft!.id}`);
      await page.getByText('Checking', { exact: true }).waitFor({ state: 'hidden' });
    },
  },
  {
    name: 'wizard-data',
    title: 'New study: data',
    caption: 'What it trains on and is tested with: images and how many there are of each class.',
    set: next,
  },
  {
    name: 'wizard-hardware',
    title: 'New study: hardware',
    caption: 'The imperfections of the hardware, and what they do to the weights of a layer.',
    async set(page) {
      await next(page);
      await page.getByText('Signal-to-noise ratio of each layer').first().waitFor();
    },
  },
  {
    name: 'wizard-sensitivity',
    title: 'New study: sensitivity and layers',
    caption: 'Scores of the layers, those that SAFT would train marked with a star, and what training them costs.',
    async set(page) {
      await next(page);
      await page.getByRole('button', { name: 'Score the layers' }).click();
      await page.getByRole('button', { name: 'Score them again' }).waitFor();
    },
  },
  {
    name: 'wizard-methods',
    title: 'New study: methods and seeds',
    caption: 'The methods that are compared, each with its settings.',
    set: next,
  },
  {
    name: 'wizard-launch',
    title: 'New study: launch',
    caption: 'All that will run, and how long it takes, from timing one batch of each.',
    set: next,
  },
  {
    name: 'wizard-yaml',
    title: 'New study: YAML',
    caption: 'The same study as the command line takes it; what is changed here is changed in the steps.',
    set: (page) => page.getByRole('radio', { name: 'YAML' }).check(),
  },
];

/** A network of another program in the wizard, and weights that do not fit it. */
export const ownNetworkScenes = ({ network, weights }: Showcase): readonly Scene[] => [
  {
    name: 'wizard-own-network',
    title: 'New study: a network of one’s own',
    caption: 'An ONNX file as its layers, and where a weights file differs from it.',
    async set(page) {
      const written = { ...draftOfShowcase(), name: 'A network of our own', model: { file: network, weights } };
      const { id } = await callWorkbench(page, 'drafts.save', {
        name: written.name,
        written,
        wizard: { step: 'network' },
      });
      await visit(page, `/new/${id}`);
      await page.getByRole('heading', { name: 'Where the weights file differs' }).waitFor();
    },
  },
];
