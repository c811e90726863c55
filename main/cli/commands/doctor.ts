import type { Command } from 'commander';
import { LabError } from '../../contract/errors.ts';
import type { DoctorCheck } from '../../runs/laboratory/doctor-report.ts';
import type { CommandContext } from '../context.ts';
import { addWorkspaceCommand } from '../options.ts';
import type { CommandSession, WorkspaceOptions } from '../session.ts';
import { paint } from '../terminal.ts';

const colours = { pass: 'green', warn: 'yellow', fail: 'red' } as const;

export function addDoctor(program: Command, session: CommandSession): void {
  addWorkspaceCommand(
    program,
    'doctor',
    'Checks engine, versions, store and data; each line passes or says what to do.',
    'reads',
  ).action((options: WorkspaceOptions) =>
    session.work(options, async ({ laboratory }) => {
      const { checks } = await laboratory.doctor();
      const failed = checks.filter(({ status }) => status === 'fail');
      return {
        document: { ok: failed.length === 0, checks },
        text: doctorText(checks, session.context),
        problem: failed.length === 0 ? undefined : doctorProblem(failed),
      };
    }),
  );
}

function doctorText(checks: readonly DoctorCheck[], { output, environment }: CommandContext): string {
  const longest = Math.max(0, ...checks.map(({ name }) => name.length));
  return checks
    .map(({ name, status, detail, nextStep }) => {
      const line = `${paint(status, colours[status], output, environment)}  ${name.padEnd(longest)}  ${detail}`;
      return nextStep === undefined ? line : `${line}\n${' '.repeat(longest + 8)}${nextStep}`;
    })
    .join('\n');
}

function doctorProblem(failed: readonly DoctorCheck[]): LabError {
  return new LabError(
    failed[0]?.name === 'store' ? 'store-unusable' : 'engine-unavailable',
    `${failed.length === 1 ? 'One check fails' : `${failed.length} checks fail`}: ${failed.map(({ name }) => name).join(', ')}.`,
    failed[0]?.nextStep ?? 'See the lines above.',
  );
}
