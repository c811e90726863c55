import type { z } from 'zod';
import type { doctorReportSchema } from '../../main/contract/workbench/application.ts';

type DoctorReport = z.infer<typeof doctorReportSchema>;

/** "11 checks passed, 1 is worth knowing" */
export function doctorSummary({ checks }: DoctorReport): string {
  const count = (status: string): number => checks.filter((check) => check.status === status).length;
  const [passed, warned, failed] = [count('pass'), count('warn'), count('fail')];
  return [
    `${passed} ${passed === 1 ? 'check' : 'checks'} passed`,
    warned === 0 ? '' : `${warned} ${warned === 1 ? 'is' : 'are'} worth knowing`,
    failed === 0 ? '' : `${failed} failed`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** A line for each check, its next step below it, to paste into a message. */
export function doctorText({ checks }: DoctorReport): string {
  return checks
    .flatMap(({ name, status, detail, nextStep }) => [
      `${status.padEnd(4)}  ${name}: ${detail}`,
      ...(nextStep === undefined ? [] : [`      ${nextStep}`]),
    ])
    .map((line) => `${line}\n`)
    .join('');
}
