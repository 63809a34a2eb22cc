const relative = new Intl.RelativeTimeFormat('en', { style: 'short', numeric: 'always' });
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 });
const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];


/** "14 Feb 2026, 10:30:05", where the reader is. */
export const exactTime = (at: string): string => exact.format(new Date(at));

const precise = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 });

/** "14 Feb, 10:30:05.120", where the reader is. */
export const preciseTime = (at: string): string => precise.format(new Date(at));

/** The time of day to the millisecond, where the reader is: "10:30:05.120". */
export const clockTime = (at: string): string => clock.format(new Date(at));

/** "just now", "3 min. ago", "in 2 hr."; the date itself when it is more than 30 days away. */
export function relativeTime(at: string, now: number): string {
  const distance = new Date(at).getTime() - now;
  if (Math.abs(distance) > 30 * 86_400_000) return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' }).format(new Date(at));
  for (const [unit, size] of STEPS) if (Math.abs(distance) >= size) return relative.format(Math.trunc(distance / size), unit);
  if (distance > 5_000) return relative.format(Math.trunc(distance / 1000), 'second');
  return Math.abs(distance) < 10_000 ? 'just now' : relative.format(Math.trunc(distance / 1000), 'second');
}

/** A duration in the largest fitting units: "12 ms", "3.4 s", "2 min 5 s", "3 h 20 min", "2 d 4 h". */
export function formatDuration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return '–';
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  if (ms < 3_600_000) return join(Math.floor(ms / 60_000), 'min', Math.floor((ms % 60_000) / 1_000), 's');
  if (ms < 86_400_000) return join(Math.floor(ms / 3_600_000), 'h', Math.floor((ms % 3_600_000) / 60_000), 'min');
  return join(Math.floor(ms / 86_400_000), 'd', Math.floor((ms % 86_400_000) / 3_600_000), 'h');
}

const join = (large: number, unit: string, small: number, rest: string) => (small > 0 ? `${large} ${unit} ${small} ${rest}` : `${large} ${unit}`);
