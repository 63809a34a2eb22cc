import { describe, expect, it } from 'vitest';
import { dayBars, sayDays } from './dailyRuns';

const day = (succeeded: number, failed: number) => ({ day: '2026-01-01', succeeded, failed });

describe('dayBars', () => {
  it('makes the busiest day the highest, and a day without runs nothing', () => {
    const [none, busy, quiet] = dayBars([day(0, 0), day(99, 0), day(9, 0)]);
    expect(none).toMatchObject({ succeeded: 0, failed: 0 });
    expect(busy).toMatchObject({ succeeded: 1, failed: 0 });
    expect(quiet!.succeeded).toBeCloseTo(0.5);
  });

  it('shows one failure among thousands of runs', () => {
    const [bar] = dayBars([day(5_000, 1)]);
    expect(bar!.failed).toBeGreaterThan(0.1);
    expect(bar!.succeeded + bar!.failed).toBeCloseTo(1);
  });

  it('has nothing good on a day on which everything failed', () => expect(dayBars([day(0, 4)])[0]).toMatchObject({ succeeded: 0, failed: 1 }));
});

describe('sayDays', () => {
  it('adds the days up', () => {
    expect(sayDays([day(2, 1), day(3, 0)])).toBe('Last 2 days: 5 succeeded, 1 failed');
    expect(sayDays([day(0, 0), day(0, 0)])).toBe('No run ended in the last 2 days');
  });
});
