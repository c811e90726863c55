// Made once: making one takes longer than formatting a thousand times
const calendar = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' });

/** Date and time of day where the reader is; what is no moment as it is written. @param at ISO 8601 */
export function momentText(at: string): string {
  const moment = Date.parse(at);
  return Number.isNaN(moment) ? at : calendar.format(moment);
}

/** "17:02:46"; what is no moment as it is written. @param at ISO 8601 */
export function clockText(at: string): string {
  const moment = Date.parse(at);
  return Number.isNaN(moment) ? at : clock.format(moment);
}
