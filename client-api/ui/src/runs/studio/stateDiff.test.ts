import { describe, expect, it } from 'vitest';
import { diffOf } from './stateDiff';

const assign = (step: string, output: unknown, status = 'succeeded') => ({ step, type: 'transform.assign', status, output });

describe('diffOf', () => {
  const history = [
    { step: 'open', type: 'state.set', status: 'succeeded', output: 'OPEN' },
    assign('one', { 'vars.total': 1 }),
    assign('two', { 'vars.total': 2, 'vars.note': 'x' }),
    { step: 'close', type: 'state.set', status: 'succeeded', output: 'CLOSED' },
    assign('three', { 'vars.total': 3 }),
  ];

  it('shows what was there before, from earlier steps only', () =>
    expect(diffOf(history, 'two')).toEqual([
      { path: 'vars.total', before: 1, after: 2, isNew: false }, { path: 'vars.note', before: undefined, after: 'x', isNew: true },
    ]));

  it('knows the state of the run', () => expect(diffOf(history, 'close')).toEqual([{ path: 'meta.state', before: 'OPEN', after: 'CLOSED', isNew: false }]));

  it('reads what a wait assigned', () =>
    expect(diffOf([{ step: 'w', type: 'event.wait', status: 'succeeded', changed: { 'vars.paid': true } }], 'w')).toHaveLength(1));

  it.each([[assign('f', { 'vars.a': 1 }, 'failed')], [null], [{ truncated: true, dropped: 3 }]])('says nothing where the history tells nothing', (entry) =>
    expect(diffOf([entry], 'f')).toEqual([]));
});
