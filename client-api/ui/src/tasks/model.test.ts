import { describe, expect, it } from 'vitest';
import { mayWork, readTaskFilter, toTaskQuery, type Task } from './model';

const now = Date.parse('2026-03-01T12:00:00Z');
const query = (text: string) => toTaskQuery(readTaskFilter(new URLSearchParams(text)), now);

describe('toTaskQuery', () => {
  it.each([
    ['', { status: ['pending', 'claimed'] }],
    ['whose=mine', { status: ['pending', 'claimed'], mine: 'true' }],
    ['whose=unclaimed&status=all', { status: ['pending'] }],
    ['status=closed', { status: ['completed', 'canceled', 'expired'] }],
    ['status=all&run=7', { run: '7' }],
    ['due=overdue', { status: ['pending', 'claimed'], dueBefore: '2026-03-01T12:00:00.000Z' }],
    ['due=never&whose=nobody', { status: ['pending', 'claimed'] }],
  ])('%s', (text, expected) => expect(JSON.parse(JSON.stringify(query(text)))).toEqual(expected));
});

describe('mayWork', () => {
  const task = (status: string, claimedBy?: string) => ({ status, claimedBy }) as Task;
  it.each([
    [task('pending'), true], [task('claimed', 'ann'), true], [task('claimed', 'bob'), false], [task('completed', 'ann'), false], [task('expired'), false],
  ])('%j: %s', (given, expected) => expect(mayWork(given, 'ann')).toBe(expected));
});
