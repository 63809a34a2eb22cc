import { expect, it } from 'vitest';
import { replaySteps } from './replaySteps';

it('offers steps in blocks, but none in a loop', () => {
  const definition = {
    steps: [
      { id: 'a', type: 'state.set' },
      { id: 'if', type: 'control.if', then: [{ id: 'b', name: 'Pay', type: 'action.call' }], else: [] },
      { id: 'each', type: 'control.forEach', body: [{ id: 'c', type: 'state.set' }] },
    ],
  };
  expect(replaySteps(definition)).toEqual([
    { value: 'a', label: 'a' }, { value: 'if', label: 'if' }, { value: 'b', label: 'Pay (b)' }, { value: 'each', label: 'each' },
  ]);
});
