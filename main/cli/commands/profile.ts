import { basename, resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { LabError } from '../../contract/errors.ts';
import { fitKindSchema, type ChosenColumns, type FitKind } from '../../contract/profile-fit.ts';
import { columnNames, rolesOfKind } from '../../data/device/device-columns.ts';
import { readDeviceCsv } from '../../data/device/device-csv.ts';
import { sayColumns } from '../../data/device/device-table.ts';
import { fittedProfile } from '../../lab/fit/fitted-profile.ts';
import type { DeviceMeasurements } from '../../lab/fit/measurements.ts';
import { profileReport } from '../../report/profile-report.ts';
import { isProfilePath } from '../../runs/profiles/profile-reference.ts';
import { namedProfile } from '../../runs/profiles/named-profile.ts';
import { profileToYaml } from '../../runs/profiles/profile-yaml.ts';
import { saveOwnProfile, writeOwnProfile } from '../../runs/profiles/save-profile.ts';
import { addWorkspaceCommand, formerReplaceOption, positiveInteger, replaceOption } from '../options.ts';
import type { CommandSession, WorkspaceOptions } from '../session.ts';

interface FitCommandOptions extends WorkspaceOptions {
  readonly kind: FitKind;
  readonly degree: 'auto' | '0' | '1' | '2';
  readonly column: ChosenColumns;
  readonly largest?: number;
  readonly nominal?: number;
  readonly atVoltage?: number;
  readonly bits?: number;
  readonly out?: string;
  readonly save?: string;
  readonly replace?: true;
}

export function addProfile(program: Command, session: CommandSession): void {
  const profile = program
    .command('profile')
    .description('Hardware profiles: from measurements of a device, and what one says.')
    .helpCommand(false);
  addFit(profile, session);
  addShow(profile, session);
}

function addFit(profile: Command, session: CommandSession): void {
  addWorkspaceCommand(profile, 'fit', 'Makes a profile of measurements, and shows the fit with its residuals.', 'makes')
    .argument('<file.csv>', 'a header and a row for each measurement')
    .addOption(new Option('--kind <kind>', 'what was measured').choices(fitKindSchema.options).makeOptionMandatory())
    .addOption(new Option('--degree <degree>', 'of the polynomial').choices(['auto', '0', '1', '2']).default('auto'))
    .option('--largest <conductance>', 'of the largest weight, in the unit of the file; the largest measured', positive)
    .option('--nominal <volt>', 'voltage at which a bit costs 1; the largest measured', positive)
    .option('--at-voltage <volt>', 'voltage that the memory is used at', positive)
    .option('--bits <bits>', 'of a stored weight, 1 is binary; of --kind voltage', bitsOf)
    .addOption(
      new Option('--column <role=name>', 'a column that the file calls otherwise, or "role=" for none; can be repeated')
        .argParser(columnOf)
        .default({}, 'by the names below'),
    )
    .option('--out <file.yaml>', 'write the profile there; without it nothing is written', yamlPath)
    .option('--save <name>', 'write it into the workspace, where specifications refer to it by that name')
    .addOption(replaceOption())
    .addOption(formerReplaceOption())
    .addHelpText('after', `\n${filesHelp}`)
    .action((path: string, options: FitCommandOptions) => session.answer(() => fit(path, options, session)));
}

const filesHelp = `Columns, separated by commas, semicolons or tabs, units in brackets as in "conductance (uS)":
  --kind conductance   conductance with error, or read, or std (and count, if known)
  --kind voltage       voltage with rate (and bits, if known), or with errors and bits
A specification takes the profile as \`profile: ./my-device.yaml\`.`;

function fit(path: string, options: FitCommandOptions, session: CommandSession) {
  const { currentFolder } = session.context;
  const { degree, largest, nominal, atVoltage, bits, out, save } = options;
  refuseStrangers(options);
  const measured = readMeasured(resolve(currentFolder, path), options);
  const name = save ?? out?.replace(/^.*[/\\]|\.ya?ml$/gi, '');
  const found = fittedProfile(measured, {
    ...(name === undefined ? {} : { name }),
    ...(degree === 'auto' ? {} : { degree: Number(degree) as 0 | 1 | 2 }),
    fullScale: largest,
    nominalVoltage: nominal,
    atVoltage,
    bits,
  });
  const replace = options.replace === true;
  const file = out === undefined ? undefined : resolve(currentFolder, out);
  if (file !== undefined) writeOwnProfile(file, found, { replace });
  const saved =
    save === undefined
      ? undefined
      : saveOwnProfile(resolve(currentFolder, options.workspace), save, found, { replace });
  const written = [...(file === undefined ? [] : [file]), ...(saved === undefined ? [] : [saved])];
  const last =
    written.length > 0
      ? `Written to ${written.join(' and ')}.`
      : `Nothing was written; --out FILE.yaml keeps the profile. As YAML:\n\n${profileToYaml(found).trimEnd()}`;
  return {
    document: { profile: found, files: written },
    text: `${profileReport(found, found.name ?? basename(path))}\n\n${last}`,
  };
}

/** Measurements, with the option in the advice of an error. */
function readMeasured(path: string, { kind, column }: FitCommandOptions): DeviceMeasurements {
  try {
    return readDeviceCsv(path, kind, column);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    const nextStep = error.nextStep.replace(sayColumns, `${sayColumns} with \`--column ROLE=NAME\``);
    throw new LabError(error.code, error.message, nextStep, { cause: error });
  }
}

/** Options that do not go with what was measured. */
function refuseStrangers({ kind, column, largest, nominal, atVoltage, bits }: FitCommandOptions): void {
  const voltage = { '--nominal': nominal, '--at-voltage': atVoltage, '--bits': bits };
  const strangers = kind === 'voltage' ? { '--largest': largest } : voltage;
  const columns = Object.keys(column).filter((role) => !rolesOfKind[kind].flat().some((known) => known === role));
  const given =
    Object.entries(strangers).find(([, value]) => value !== undefined) ??
    columns.map((role) => [`--column ${role}`])[0];
  if (given === undefined) return;
  throw new LabError(
    'invalid-argument',
    `${given[0]} does not go with --kind ${kind}.`,
    `Leave it out, or give --kind ${kind === 'voltage' ? 'conductance' : 'voltage'}.`,
  );
}

function addShow(profile: Command, session: CommandSession): void {
  addWorkspaceCommand(
    profile,
    'show',
    'What a profile does to weights, its source, and its fit where it has one.',
    'reads',
  )
    .argument('<name>', 'for example joshi-2020, bsc/0.01 or my-device.yaml')
    .addHelpText('after', '\nA shipped name, the path of a YAML file, or the name of one in the folder `profiles`.')
    .action((name: string, options: WorkspaceOptions) =>
      session.answer(() => {
        const { currentFolder } = session.context;
        const found = namedProfile(name, [currentFolder, resolve(currentFolder, options.workspace)]);
        return { document: { profile: found }, text: profileReport(found, found.name ?? basename(name)) };
      }),
    );
}

function positive(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value < Infinity))
    throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

function yamlPath(text: string): string {
  if (isProfilePath(text)) return text;
  throw new InvalidArgumentError('End it in .yaml, by which studies tell the path of a profile from a name.');
}

function bitsOf(text: string): number {
  const value = positiveInteger(text);
  if (value > 16) throw new InvalidArgumentError('A weight has 1 to 16 bits.');
  return value;
}

function columnOf(text: string, previous: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [role = '', ...name] = text.split('=');
  if (Object.hasOwn(columnNames, role) && name.length > 0) return { ...previous, [role]: name.join('=') };
  throw new InvalidArgumentError(`Write ROLE=NAME, with one of ${Object.keys(columnNames).join(', ')}.`);
}
