/** The cause of an error, and what to do about it where that is known. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const nextStep = 'nextStep' in error && typeof error.nextStep === 'string' ? ` ${error.nextStep}` : '';
  return `${error.message}${nextStep}`;
}
