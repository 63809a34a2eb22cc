import { describe, expect, it } from 'vitest';
import { layOut } from './timelineLayout';

const begin = Date.parse('2026-01-01T00:00:00Z');
const at = (ms: number) => new Date(begin + ms).toISOString();
const span = (step: string, from: number, to: number | null, kind = 'attempt') => ({
  step, kind, attempt: 1, from: at(from), to: to === null ? null : at(to), status: to === null ? 'waiting' : 'succeeded',
});

describe('layOut', () => {
  it('puts attempts, pauses and waits of a step on one line, in the order of the first', () => {
    const { lanes, totalMs } = layOut([span('a', 0, 100), span('b', 100, 300), span('b', 300, 700, 'retry'), span('b', 700, 1_000)], begin);
    expect(totalMs).toBe(1_000);
    expect(lanes.map(({ step, bars }) => [step, bars.map(({ left, width }) => [left, width])])).toEqual([
      ['a', [[0, 10]]], ['b', [[10, 20], [30, 40], [70, 30]]],
    ]);
  });

  it('draws what is open until now', () => {
    const [lane] = layOut([span('a', 0, 500), span('a', 500, null, 'wait')], begin + 1_000).lanes;
    expect(lane!.bars[1]).toMatchObject({ left: 50, width: 50, isOpen: true });
  });

  it('stays within the line when everything happened in one moment', () => {
    const { lanes, totalMs } = layOut([span('a', 0, 0), span('b', 0, 0)], begin);
    expect(totalMs).toBe(1);
    expect(lanes.flatMap(({ bars }) => bars).every(({ left, width }) => left === 0 && width === 0)).toBe(true);
  });

  it('does not go backwards when clocks differ', () => {
    const bars = layOut([span('a', 0, 100), span('b', 200, 150), span('c', 50, null)], begin - 1_000).lanes.flatMap((lane) => lane.bars);
    expect(bars.every(({ left, width }) => left >= 0 && width >= 0 && left + width <= 100)).toBe(true);
  });

  it('is empty for a run without a history', () => expect(layOut([], begin)).toEqual({ lanes: [], ticks: [], totalMs: 0 }));

  it.each([[1_000, 200], [10_000, 2_000], [90_000, 20_000], [3 * 86_400_000, 86_400_000], [5, 1]])('marks %d ms every %d ms', (total, step) => {
    const { ticks } = layOut([span('a', 0, total)], begin);
    expect(ticks[1]!.at - ticks[0]!.at).toBe(step);
    expect(ticks.length).toBeLessThanOrEqual(8);
  });
});
