import { pageHeightMm } from '../figure-style.ts';

/** That a figure is higher than a page has room for, and what makes it lower. */
export function overlongNotice(heightMm: number, figure = 'The figure'): string {
  return `${figure} is ${heightMm} mm high, more than the ${pageHeightMm} mm that a page has room for: smaller text or a larger width makes it lower.`;
}
