import { describe, expect, it } from 'vitest';
import { fieldsOf } from './schemaFields';

const schema = {
  type: 'object',
  required: ['id'],
  $defs: { money: { type: 'object', properties: { amount: { type: 'number' }, currency: { type: 'string' } }, required: ['amount'] } },
  properties: {
    id: { type: 'string', format: 'uuid', description: 'Who it is.' },
    total: { $ref: '#/$defs/money' },
    lines: { type: 'array', items: { type: 'object', properties: { sku: { type: 'string' } } } },
    state: { enum: ['open', 'closed'] },
    note: { type: ['string', 'null'] },
  },
  allOf: [{ required: ['tenantId'], properties: { tenantId: { type: 'string' } } }],
};

describe('fieldsOf', () => {
  it('names types in words and marks what is required', () =>
    expect(fieldsOf(schema).map(({ name, type, isRequired }) => [name, type, isRequired])).toEqual([
      ['id', 'uuid', true],
      ['total', 'object', false],
      ['lines', 'list of object', false],
      ['state', 'one of open, closed', false],
      ['note', 'text or null', false],
      ['tenantId', 'text', true],
    ]));

  it('follows references and lists', () => {
    const [, total, lines] = fieldsOf(schema);
    expect(fieldsOf(schema, total).map(({ name, isRequired }) => [name, isRequired])).toEqual([['amount', true], ['currency', false]]);
    expect(fieldsOf(schema, lines).map(({ name }) => name)).toEqual(['sku']);
  });

  it('ends on references that go in circles', () =>
    expect(fieldsOf({ properties: { a: { $ref: '#/properties/a' } } })).toMatchObject([{ name: 'a', type: 'anything' }]));
});
