import { describe, expect, it } from 'vitest';
import { parseJson } from './parseJson';

describe('JSON that somebody writes', () => {
  it('has its value', () => expect(parseJson('{"a": [1]}')).toEqual({ value: { a: [1] }, fault: null }));

  it('that is not there yet is asked for', () => expect(parseJson(' \n').fault).toBe('Write a JSON value here.'));

  it('names the line of its fault', () => {
    expect(parseJson('{\n  "a": 1,\n}').fault).toMatch(/^This is not JSON yet: .+, line 3\.$/);
  });

  it('is not quoted back', () => expect(parseJson('{"a": tru}').fault).toBe("This is not JSON yet: Unexpected token '}'."));

  it('says what is missing at its end', () => {
    const { value, fault } = parseJson('{"a": ');
    expect(value).toBeUndefined();
    expect(fault).toMatch(/^This is not JSON yet: Unexpected end/);
  });
});
