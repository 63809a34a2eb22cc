import { describe, expect, it } from 'vitest';
import { diffDefinitions } from './definitionDiff';

const step = (id: string, more: object = {}) => ({ id, type: 'state.set', ...more });
const flow = (...steps: object[]) => ({ name: 'Flow', steps });

describe('diffDefinitions', () => {
  it('finds nothing in equal definitions, whatever the order of their keys', () => {
    expect(diffDefinitions({ name: 'A', steps: [{ id: 'x', type: 't' }] }, { steps: [{ type: 't', id: 'x' }], name: 'A' })).toEqual([]);
  });

  it('names what changed in the definition itself', () => {
    expect(diffDefinitions({ name: 'A', steps: [] }, { name: 'B', trigger: { eventName: 'E' }, steps: [] })).toEqual([{ kind: 'changed', keys: ['name', 'trigger'] }]);
  });

  it('finds steps that came, went and changed', () => {
    expect(diffDefinitions(flow(step('a'), step('b'), step('c')), flow(step('a'), step('c', { config: { state: 'X' } }), step('d')))).toEqual([
      { kind: 'changed', step: 'c', keys: ['config'] }, { kind: 'added', step: 'd' }, { kind: 'removed', step: 'b' },
    ]);
  });

  it('looks into blocks, and blames the step and not the block around it', () => {
    const block = (inner: object) => step('if', { type: 'control.if', then: [inner], else: [] });
    expect(diffDefinitions(flow(block(step('a'))), flow(block(step('a', { name: 'New' }))))).toEqual([{ kind: 'changed', step: 'a', keys: ['name'] }]);
  });

  it('sees a step move into another block', () => {
    const before = flow(step('a'), step('try', { type: 'control.tryCatch', try: [], catch: [] }));
    const after = flow(step('try', { type: 'control.tryCatch', try: [step('a')], catch: [] }));
    expect(diffDefinitions(before, after)).toEqual([{ kind: 'moved', step: 'a' }]);
  });

  it('blames the one step that moved, and not those that it passed', () => {
    expect(diffDefinitions(flow(step('a'), step('b'), step('c')), flow(step('c'), step('a'), step('b')))).toEqual([{ kind: 'moved', step: 'c' }]);
  });

  it('takes anything for a definition', () => expect(diffDefinitions(null, 'x')).toEqual([]));
});
