import { describe, expect, it } from 'vitest';
import { best, rank } from './find';

describe('rank', () => {
  it.each([
    ['order placed', ['Order placed', 'shop.order.placed'], 0],
    ['order', ['Order placed', 'shop.order.placed'], 1],
    ['order', ['Inventory Purchase Order Created', 'INVENTORY_PURCHASE_ORDER_CREATED'], 2],
    ['rder', ['Order placed', 'shop.order.placed'], 3],
    ['a.b(', ['x a.b(c', 'y'], 2],
  ])('puts "%s" in %j at %i', (search, names, place) => expect(rank(search, names)).toBe(place));
});

describe('best', () => {
  it('puts what begins with the word before what has it somewhere, and the shorter name first', () => {
    const names = ['Inventory Purchase Order Created', 'Border crossed', 'Order placed', 'Order'];
    expect(best(names, 'order', (name) => [name], 3)).toEqual(['Order', 'Order placed', 'Inventory Purchase Order Created']);
  });
});
