import { describe, expect, it } from 'vitest';
import { placeOf } from './pointerPosition';

const definition = {
  name: 'A "quoted" name',
  steps: [
    { id: 'first', type: 'state.set', config: { state: 'X' } },
    { id: 'second', config: { assign: { 'vars.a/b': { $expr: 'payload.\n"x" + (' }, 'vars.c~d': 7 } } },
  ],
};
const text = JSON.stringify(definition, null, 2);

/** What stands at a place. */
const at = (pointer: string, source = text, position?: number) => {
  const { line, column, endColumn } = placeOf(source, pointer, position);
  return source.split('\n')[line - 1]!.slice(column - 1, endColumn - 1);
};

describe('placeOf', () => {
  it.each([
    ['', '{'],
    ['/name', '"A \\"quoted\\" name"'],
    ['/steps', '['],
    ['/steps/0', '{'],
    ['/steps/0/type', '"state.set"'],
    ['/steps/1/id', '"second"'],
    ['/steps/1/config/assign/vars.c~0d', '7'],
    ['/steps/1/config/assign/vars.a~1b/$expr', '"payload.\\n\\"x\\" + ("'],
  ])('finds %s', (pointer, found) => expect(at(pointer)).toBe(found));

  it('counts lines and columns from 1', () => {
    expect(placeOf(text, '')).toMatchObject({ line: 1, column: 1 });
    expect(placeOf(text, '/name')).toMatchObject({ line: 2, column: 11 });
    expect(placeOf('{"a":1}', '/a')).toEqual({ line: 1, column: 6, endColumn: 7 });
  });

  it('goes to the nearest value around what is not there', () => {
    expect(placeOf(text, '/payloadSchemaRef').line).toBe(1);
    expect(placeOf(text, '/steps/0/config/nothing')).toEqual(placeOf(text, '/steps/0/config'));
    expect(placeOf(text, '/steps/9')).toEqual(placeOf(text, '/steps'));
  });

  it('goes to a position in an expression, past what is written with escapes', () => {
    expect(at('/steps/1/config/assign/vars.a~1b', text, 9)).toBe('\\"x\\" + (');
    expect(at('/steps/1/config/assign/vars.a~1b/$expr', text, 15)).toBe('(');
  });

  it('underlines the end of an expression that ends too early', () => {
    const { column, endColumn } = placeOf('{"a":{"$expr":"x.("}}', '/a', 3);
    expect([column, endColumn]).toEqual([19, 20]);
  });

  it('reads what stands before the place where a text is broken', () => {
    expect(at('/steps/0/id', '{"steps":[{"id":"a"},{"id":')).toBe('"a"');
    expect(placeOf('{"steps":[{', '/steps/0/id').line).toBe(1);
    expect(placeOf('', '/a')).toEqual({ line: 1, column: 1, endColumn: 2 });
  });

  it('reads the same with other line ends and no spaces', () => {
    expect(at('/b/1', '{"a":[1,2],\r\n"b":[true,\r\nnull]}')).toBe('null');
  });
});
