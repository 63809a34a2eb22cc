import { describe, expect, it } from 'vitest';
import { toEventType, toKey } from './toKey';

describe('toKey', () => {
  it.each([
    ['Remind the customer!', 'remind-the-customer'], ['  Déjà vu  ', 'deja-vu'], ['--x--', 'x'], ['a.b_c', 'a.b_c'], ['!!!', ''], ['x'.repeat(200), 'x'.repeat(100)],
  ])('makes %s into %s', (name, key) => expect(toKey(name)).toBe(key));
});

describe('toEventType', () => {
  it.each([['Order placed', 'ORDER_PLACED'], ['3 strikes', 'STRIKES'], ['a--b', 'A_B'], ['', '']])('makes %s into %s', (name, type) => expect(toEventType(name)).toBe(type));
});
