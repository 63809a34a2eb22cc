import { describe, expect, it } from 'vitest';
import { isNarrowed, isSame, readFilter, toQuery, triggerOf } from './model';

const query = (address: string) => toQuery(readFilter(new URLSearchParams(address)));

describe('toQuery', () => {
  it('asks for everything by name when the address says nothing', () => expect(query('')).toEqual({ sort: 'name' }));

  it('asks the API for what the address names', () => {
    expect(query('q=refund&status=paused&trigger=schedule&event=ORDER_PLACED&tag=billing&sort=updated')).toEqual({
      search: 'refund', status: 'paused', trigger: 'schedule', eventType: 'ORDER_PLACED', tag: 'billing', sort: 'updated',
    });
  });

  it('passes over words that the list does not know', () => expect(query('status=none&trigger=moon&sort=color')).toEqual({ sort: 'name' }));
});

describe('isNarrowed', () => {
  it.each([['', false], ['sort=updated', false], ['q=x', true], ['status=draft', true], ['trigger=manual', true], ['event=A', true], ['tag=b', true]])(
    'takes "%s" for %s', (address, narrowed) => expect(isNarrowed(readFilter(new URLSearchParams(address)))).toBe(narrowed));
});

describe('triggerOf', () => {
  it.each([
    [{ trigger: { type: 'event', eventName: 'A' } }, 'A'], [{ trigger: null }, null], [{}, null], [null, null], [{ trigger: { eventName: 7 } }, null],
  ])('reads %j as %s', (definition, event) => expect(triggerOf(definition)).toBe(event));
});

describe('isSame', () => {
  it('looks past the order of keys, and at the order of lists', () => {
    expect(isSame({ a: 1, b: { c: [1, 2], d: null } }, { b: { d: null, c: [1, 2] }, a: 1 })).toBe(true);
    expect(isSame([1, 2], [2, 1])).toBe(false);
    expect(isSame({ a: 1 }, { a: 1, b: undefined })).toBe(true);
  });
});
