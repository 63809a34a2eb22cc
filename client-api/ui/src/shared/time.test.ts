import { describe, expect, it } from 'vitest';
import { formatDuration, relativeTime } from './time';

describe('formatDuration', () => {
  it.each([
    [null, '–'], [0, '0 ms'], [999, '999 ms'], [1_000, '1.0 s'], [9_960, '10.0 s'], [59_000, '59 s'],
    [60_000, '1 min'], [125_000, '2 min 5 s'], [3_600_000, '1 h'], [12_000_000, '3 h 20 min'], [187_200_000, '2 d 4 h'],
  ])('says %s as %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe('relativeTime', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  it.each([
    ['2026-03-01T11:59:57Z', 'just now'],
    ['2026-03-01T11:59:30Z', '30 sec. ago'],
    ['2026-03-01T11:57:00Z', '3 min. ago'],
    ['2026-03-01T09:00:00Z', '3 hr. ago'],
    ['2026-02-27T12:00:00Z', '2 days ago'],
    ['2026-03-01T12:00:20Z', 'in 20 sec.'],
    ['2026-03-01T14:00:00Z', 'in 2 hr.'],
    ['2026-01-01T12:00:00Z', '1 Jan 2026'],
  ])('says %s as %s', (at, text) => expect(relativeTime(at, now)).toBe(text));
});
