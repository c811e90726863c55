import { parseArgs } from 'node:util';
import { noBrowser } from '../interface/browser.ts';
import { openSetting, type Setting } from './bench-setting.ts';
import { keepsTarget, type Figure } from './figures/figure.ts';
import { figuresDocument, figuresText, type Measured } from './figures/figures-report.ts';
import { describeMachine, loadAverage } from './figures/machine.ts';
import { measureBrush } from './measure/brush.ts';
import { measureRepaint } from './measure/repaint.ts';
import { measureRunTable } from './measure/run-table.ts';
import { measureStart } from './measure/start.ts';
import { measureTraining } from './measure/training.ts';

const measurements: Readonly<Record<string, (setting: Setting) => Promise<readonly Figure[]>>> = {
  start: measureStart,
  table: measureRunTable,
  repaint: measureRepaint,
  brush: measureBrush,
  training: measureTraining,
};

const usage = `npm run bench:ui -- [--json] [--only ${Object.keys(measurements).join(',')}] [--repetitions 7] [--interface FOLDER]

Measures the interface in Chromium, at workbenches served in folders of their own. Ends with 1 when a target is missed.
`;

function refuse(why: string): void {
  process.stderr.write(`${why}\n\n${usage}`);
  process.exitCode = 1;
}

async function measureAll(names: readonly string[], setting: Setting): Promise<readonly Measured[]> {
  const figures: Measured[] = [];
  for (const name of names) {
    const measured = await measurements[name]!(setting);
    const load = loadAverage();
    figures.push(...measured.map((figure) => ({ ...figure, load })));
  }
  return figures;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      only: { type: 'string' },
      repetitions: { type: 'string', default: '7' },
      interface: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return void process.stdout.write(usage);
  if (noBrowser !== undefined) return refuse(noBrowser);
  const names = values.only?.split(',') ?? Object.keys(measurements);
  const unknown = names.find((name) => !Object.hasOwn(measurements, name));
  if (unknown !== undefined) return refuse(`There is no figure ${unknown}.`);
  const repetitions = Number(values.repetitions);
  if (!Number.isInteger(repetitions) || repetitions < 1) return refuse('--repetitions takes a number from 1.');
  const setting = await openSetting({
    repetitions,
    interfaceFolder: values.interface,
    say: (line) => void process.stderr.write(`${line}\n`),
  });
  try {
    const machine = describeMachine(setting.browser);
    const figures = await measureAll(names, setting);
    const report = { machine, at: new Date().toISOString(), figures };
    process.stdout.write(values.json ? `${JSON.stringify(figuresDocument(report), null, 2)}\n` : figuresText(report));
    if (!figures.every(keepsTarget)) process.exitCode = 1;
  } finally {
    await setting.close();
  }
}

await main();
