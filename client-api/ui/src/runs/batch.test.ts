import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../api/problem';
import { runBatch, sumOf } from './batch';

describe('runBatch', () => {
  it('does each once, few at a time, and counts what was refused by its code', async () => {
    const seen: string[] = [];
    let atOnce = 0;
    let most = 0;
    const steps: number[] = [];
    const result = await runBatch(
      ['a', 'b', 'c', 'd', 'e'],
      async (id) => {
        seen.push(id);
        most = Math.max(most, ++atOnce);
        await Promise.resolve();
        atOnce--;
        if (id === 'c') throw new ApiProblem(409, { code: 'RUN_NOT_RETRYABLE' });
      },
      ({ done, refused }) => steps.push(done + sumOf(refused)),
      2,
    );
    expect(seen.sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(most).toBe(2);
    expect(steps).toEqual([1, 2, 3, 4, 5]);
    expect(result).toEqual({ total: 5, done: 4, refused: new Map([['RUN_NOT_RETRYABLE', 1]]) });
  });
});
