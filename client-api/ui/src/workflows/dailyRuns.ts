import type { Schemas } from '../api/client';

type Day = Schemas['DailyRunsBody'];

export interface DayBar {
  day: string;
  /** Parts of the full height, 0 to 1. */
  succeeded: number;
  failed: number;
}

/** The lowest part of the height that can still be seen. */
const LOWEST = 0.16;

/** One bar a day. Heights follow the number of runs on a logarithmic scale; failures are never too small to be seen. */
export function dayBars(days: readonly Day[]): DayBar[] {
  const scale = (runs: number) => Math.log10(1 + runs);
  const highest = Math.max(...days.map(({ succeeded, failed }) => scale(succeeded + failed)), 0);
  return days.map(({ day, succeeded, failed }) => {
    const all = succeeded + failed;
    if (all === 0) return { day, succeeded: 0, failed: 0 };
    const height = Math.max(LOWEST, scale(all) / highest);
    const bad = failed === 0 ? 0 : succeeded === 0 ? height : Math.min(height - LOWEST / 2, Math.max(LOWEST, height * (failed / all)));
    return { day, succeeded: height - bad, failed: bad };
  });
}

/** The same in words: "Last 7 days: 120 succeeded, 3 failed". */
export function sayDays(days: readonly Day[]): string {
  const sum = (read: (day: Day) => number) => days.reduce((all, day) => all + read(day), 0);
  const [succeeded, failed] = [sum((day) => day.succeeded), sum((day) => day.failed)];
  if (succeeded + failed === 0) return `No run ended in the last ${days.length} days`;
  return `Last ${days.length} days: ${[succeeded > 0 && `${succeeded} succeeded`, failed > 0 && `${failed} failed`].filter(Boolean).join(', ')}`;
}
