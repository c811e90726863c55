import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { profileSchema } from '../../../main/contract/profile.ts';
import { archiveServices } from '../../../main/runs/archives/archive-services.ts';
import { preflight } from '../../../main/runs/laboratory/preflight.ts';
import { profileToYaml } from '../../../main/runs/profiles/profile-yaml.ts';
import type { Watcher } from '../../../main/runs/progress/watcher.ts';
import { readSpecification } from '../../../main/runs/specification/read-specification.ts';
import type { Workspace } from '../../../main/store/workspace.ts';
import { tinyStudy, writeWeights } from '../../e2e/tiny-study.ts';
import { temporaryFolder, temporaryWorkspace } from '../../store/support.ts';
import { denseModel, onnxFile } from '../../support/network-files.ts';

const watcher: Watcher = { signal: new AbortController().signal, onEvent: () => undefined };

const servicesOf = (store: Workspace) => archiveServices({ existing: () => store, workspace: () => store });

const memoryless = (sigma: number) =>
  profileSchema.parse({ name: 'chip', weights: { noise: 'gaussian', mode: 'multiplicative', sigma } });

function writeAt(path: string, content: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** The study of a specification in a folder that is gone afterwards, as an archive that is extracted elsewhere. */
async function extracted(home: string, text: string, { inputs = true } = {}) {
  writeAt(join(home, 'study', 'specification.yaml'), text);
  const asked = readSpecification('specification.yaml', { currentFolder: join(home, 'study') });
  const store = temporaryWorkspace();
  store.studies.create(asked.specification, text, asked.hash);
  const path = join(temporaryFolder(), 'study.noisefloor');
  const options = { weights: 'none', inputs, replace: false } as const;
  const summary = await servicesOf(store).createArchive('1', path, options, watcher);
  renameSync(home, `${home}-gone`);
  const out = join(temporaryFolder(), 'out');
  const services = servicesOf(temporaryWorkspace());
  const opened = await services.openArchive(path, { extractTo: out }, watcher);
  const specification = () => readFileSync(join(out, 'specification.yaml'), 'utf8');
  const read = () => readSpecification(join(out, 'specification.yaml'), { currentFolder: temporaryFolder() });
  rmSync(`${home}-gone`, { recursive: true });
  return { asked, summary, opened, out, services, path, specification, read };
}

describe('the specification of an archive runs where nobody has what it names', () => {
  test('by absolute paths, and keeps what else its author wrote', async () => {
    const home = join(temporaryFolder(), 'ann');
    mkdirSync(join(home, 'nets'), { recursive: true });
    const { path: network } = onnxFile(join(home, 'nets'), 'mine.onnx', 3, 'mlp-8');
    const chip = writeAt(join(home, 'chip.yaml'), profileToYaml(memoryless(0.25)));
    const text = tinyStudy({ model: { file: network }, profile: chip })
      .replace('model:', '# What was trained in March\nmodel:')
      .replace(`file: ${network}`, `file: ${network} # the good one`);
    const { asked, opened, out, read, specification } = await extracted(home, text);
    const again = read();
    preflight(again.specification);
    expect(again.specification).toEqual({
      ...asked.specification,
      model: { ...asked.specification.model, file: join(out, 'inputs', 'mine.onnx') },
    });
    expect(specification()).toContain('# What was trained in March\nmodel:\n');
    expect(specification()).toContain('file: "inputs/mine.onnx" # the good one\n');
    expect(specification().split('\n').slice(0, 3)).toEqual([
      '# Changed where this was taken out of its archive:',
      `# model.file: ${network}, now inputs/mine.onnx`,
      `# profile: ${chip}, now inputs/profiles/chip.yaml`,
    ]);
    expect(opened.changed).toEqual([
      { field: 'model.file', path: network, to: 'inputs/mine.onnx' },
      { field: 'profile', path: chip, to: 'inputs/profiles/chip.yaml' },
    ]);
    expect(opened.extracted).toEqual([
      'report.html',
      'specification.yaml',
      'README.txt',
      'inputs/mine.onnx',
      'inputs/profiles/chip.yaml',
    ]);
  });

  test('by paths that lead out of its folder, with all files of a network', async () => {
    const home = join(temporaryFolder(), 'ann');
    mkdirSync(join(home, 'my net'), { recursive: true });
    denseModel(join(home, 'my net'), 256, 10);
    const data = { source: 'csv', path: writeAt(join(home, 'study', 'table.csv'), table()) };
    const text = tinyStudy({ model: { file: '../my net/model.json' }, data, methods: [{ method: 'reliable' }] });
    const { opened, out } = await extracted(home, text);
    expect(opened.changed).toEqual([
      { field: 'model.file', path: '../my net/model.json', to: 'inputs/my net/model.json' },
    ]);
    expect(existsSync(join(out, 'inputs', 'my net', 'weights.bin'))).toBe(true);
    // What the archive does not hold is named, and stays as it was written
    expect(opened.needs).toMatchObject([
      { field: 'data.path', path: join(home, 'study', 'table.csv'), held: false },
      { field: 'model.file', held: true },
    ]);
    expect(readFileSync(join(out, 'specification.yaml'), 'utf8')).toContain(`path: ${data.path}\n`);
  });

  test('also where a path is written once for several fields, and where two files have one name', async () => {
    const home = join(temporaryFolder(), 'ann');
    const [first, second] = [0.25, 0.5].map((sigma, index) =>
      writeAt(join(home, `${index}`, 'chip.yaml'), profileToYaml(memoryless(sigma))),
    );
    const weights = join(home, 'mine.safetensors');
    writeWeights(weights, 'mlp-8');
    const text = tinyStudy({ profile: undefined, model: { architecture: 'mlp-8', weights } }).concat(
      `profiles: { a: &chip ${first}, b: ${second}, "c.d": *chip }\n`,
    );
    const { asked, opened, read } = await extracted(home, text);
    const again = read().specification;
    expect(again.profiles).toEqual(asked.specification.profiles);
    expect(opened.changed!.map(({ field, to }) => [field, to])).toEqual([
      ['model.weights', 'inputs/mine.safetensors'],
      ['profiles.a', 'inputs/profiles/chip.yaml'],
      ['profiles.b', 'inputs/2/profiles/chip.yaml'],
      ['profiles.c.d', 'inputs/profiles/chip.yaml'],
    ]);
  });

  test('by content where a profile or an energy table is not in the archive, but what it said is', async () => {
    const home = join(temporaryFolder(), 'ann');
    writeAt(join(home, 'study', 'profiles', 'chip.yaml'), profileToYaml(memoryless(0.25)));
    const energy = writeAt(join(home, 'energy.csv'), 'rate,energy\n0,1\n0.01,0.4\n');
    const text = tinyStudy({
      model: { architecture: 'mlp-8' },
      methods: [{ method: 'reliable' }],
      profile: undefined,
      profiles: {
        chip: 'chip',
        own: { quantization: { scheme: 'binary' }, memory: { energy: { model: 'csv', path: energy } } },
      },
    });
    const { asked, opened, read, specification, summary } = await extracted(home, text, { inputs: false });
    expect(summary.inputs).toEqual([]);
    const again = read();
    expect(again.specification).toEqual(asked.specification);
    // Profiles count by content
    expect(again.hash).toBe(asked.hash);
    expect(opened.changed).toEqual([
      { field: 'profiles.chip', path: 'chip' },
      { field: 'profiles.own.memory.energy', path: energy },
    ]);
    expect(specification()).toContain('# profiles.chip: chip, now its content\n');
  });

  test('is what its author wrote, byte by byte, where its paths lead to what is beside it', async () => {
    const home = join(temporaryFolder(), 'ann');
    mkdirSync(join(home, 'study', 'nets'), { recursive: true });
    onnxFile(join(home, 'study', 'nets'), 'mine.onnx', 3, 'mlp-8');
    const text = `# mine\n${tinyStudy({ model: { file: './nets/mine.onnx' } })}`;
    const { asked, opened, read, specification } = await extracted(home, text);
    expect(specification()).toBe(text);
    expect(opened.changed).toEqual([]);
    expect(read().hash).toBe(asked.hash);
  });
});

test('what is imported is the study as its author wrote it, whatever is extracted', async () => {
  const home = join(temporaryFolder(), 'ann');
  mkdirSync(home);
  const { path: network } = onnxFile(home, 'mine.onnx', 3, 'mlp-8');
  const { asked, path } = await extracted(home, tinyStudy({ model: { file: network } }));
  const store = temporaryWorkspace();
  await servicesOf(store).importArchive(path, 'refuse', watcher);
  const { source, specification } = store.studies.get(1);
  expect(source).toBe(asked.text);
  expect(specification).toEqual(asked.specification);
  expect(store.studies.findByHash(asked.hash)).toMatchObject([{ id: 1 }]);
});

/** 40 rows of 256 features, of ten classes. */
function table(): string {
  const row = (index: number) => [...Array.from({ length: 256 }, (_, feature) => index + feature), `c${index % 10}`];
  return Array.from({ length: 40 }, (_, index) => row(index).join(',')).join('\n');
}
