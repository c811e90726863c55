// Opens a workspace and adds a study to it. Arguments: folder, name.
import { openWorkspace } from '../../../main/store/workspace.ts';
import { specificationSchema } from '../../../main/contract/specification.ts';

const [folder, name] = process.argv.slice(2);
const workspace = openWorkspace(folder!);
const specification = specificationSchema.parse({
  version: 1,
  name,
  data: { source: 'glyphs' },
  model: { architecture: 'mlp-16-8' },
  profile: 'some/profile',
  methods: [{ method: 'plain' }],
  training: { epochs: 1, optimizer: { kind: 'sgd', learningRate: 0.1 } },
});
workspace.studies.create(specification, '');
workspace.close();
