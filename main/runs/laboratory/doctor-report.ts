export interface DoctorCheck {
  readonly name: string;
  /** `warn`: something is worse than it could be, and everything works */
  readonly status: 'pass' | 'warn' | 'fail';
  readonly detail: string;
  /** What to do about it; given unless it passed */
  readonly nextStep?: string;
}

export interface DoctorReport {
  readonly checks: readonly DoctorCheck[];
}
