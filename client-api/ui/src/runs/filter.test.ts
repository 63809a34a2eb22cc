import { describe, expect, it } from 'vitest';
import { isFiltered, matches, readFilter, toBulkFilter, toQuery } from './filter';

const now = Date.parse('2026-03-01T12:00:00Z');
const read = (text: string) => readFilter(new URLSearchParams(text));
const run = {
  id: '1', workflow: 'order', version: 2, status: 'FAILED', origin: 'event', errorCode: 'D3030', correlationId: 'A-1',
  startedAt: '2026-03-01T11:50:00Z', updatedAt: '2026-03-01T11:50:01Z',
};

describe('toQuery', () => {
  it('asks for what the address says', () =>
    expect(toQuery(read('status=failed,WAITING&workflow=order&version=2&q=ORD&error=D3030&sort=updated:asc'), now)).toMatchObject({
      status: ['FAILED', 'WAITING'], workflow: 'order', version: 2, search: 'ORD', errorCode: 'D3030', sort: 'updated:asc',
    }));

  it('counts a period back from now', () => expect(toQuery(read('period=1h'), now).from).toBe('2026-03-01T11:00:00.000Z'));

  it('takes an own stretch of time before a period', () =>
    expect(toQuery(read('period=1h&from=2026-02-01T00:00Z&to=2026-02-02T00:00Z'), now)).toMatchObject({
      from: '2026-02-01T00:00:00.000Z', to: '2026-02-02T00:00:00.000Z',
    }));

  it.each(['sort=size', 'version=x', 'from=soon', ''])('leaves out what it cannot read: %s', (text) =>
    expect(Object.values(toQuery(read(text), now)).filter((value) => value !== undefined)).toEqual([]));
});

describe('toBulkFilter', () => {
  it('selects the same runs without an order', () =>
    expect(toBulkFilter(read('status=FAILED&error=D3030&sort=updated:asc'), now)).toEqual({ status: ['FAILED'], errorCode: 'D3030' }));
});

describe('matches', () => {
  it.each([
    ['', true], ['status=FAILED,RUNNING', true], ['status=RUNNING', false], ['workflow=order&version=2', true], ['version=3', false],
    ['origin=replay', false], ['error=D3030', true], ['correlation=A-2', false], ['period=15m', true], ['to=2026-03-01T11:00Z', false],
    ['q=A-', null], ['tag=x', null], ['q=A-&status=WAITING', false],
  ])('%s: %s', (text, expected) => expect(matches(read(text), run, now)).toBe(expected));
});

describe('isFiltered', () => {
  it.each([['', false], ['sort=updated:asc', false], ['status=FAILED', true], ['q=x', true]])('%s: %s', (text, expected) =>
    expect(isFiltered(read(text))).toBe(expected));
});
