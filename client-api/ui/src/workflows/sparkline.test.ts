import { describe, expect, it } from 'vitest';
import { barsOf, sayRuns } from './sparkline';

const run = (status: string, durationMs: number | null = null) => ({ status, durationMs });

describe('barsOf', () => {
  it('puts the oldest first and keeps the last ones only', () => {
    expect(barsOf([run('FAILED', 1), run('SUCCEEDED', 1), run('CANCELED', 1)], 2).map(({ status }) => status)).toEqual(['SUCCEEDED', 'FAILED']);
  });

  it('makes longer runs higher, and none invisible', () => {
    const [long, short] = barsOf([run('SUCCEEDED', 0), run('SUCCEEDED', 60_000)]);
    expect(long!.height).toBe(1);
    expect(short!.height).toBeCloseTo(0.3);
  });

  it('shows a run that goes on at full height', () => {
    expect(barsOf([run('RUNNING'), run('SUCCEEDED', 50)]).at(-1)).toEqual({ status: 'RUNNING', height: 1 });
  });

  it('has no bars without runs', () => expect(barsOf([])).toEqual([]));
});

describe('sayRuns', () => {
  it('counts by status, the most frequent first', () => {
    expect(sayRuns([run('FAILED'), run('SUCCEEDED'), run('SUCCEEDED')])).toBe('Last 3 runs: 2 succeeded, 1 failed');
    expect(sayRuns([run('WAITING')])).toBe('Last run: 1 waiting');
    expect(sayRuns([])).toBe('No runs yet');
  });
});
