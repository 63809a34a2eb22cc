import { describe, expect, it } from 'vitest';
import { commandsOf, isReason } from './commands';
import { stateOf, statusByStep, stepIdOf } from './stepStatus';

const row = (step: string, status: string, attempts = 1) => ({ step, status, attempts });

describe('stepIdOf', () => {
  it.each([['pay', 'pay'], ['pay[0]', 'pay'], ['pay[12][3]', 'pay'], ['run', 'run']])('%s belongs to %s', (identity, id) => expect(stepIdOf(identity)).toBe(id));
});

describe('stateOf', () => {
  it.each([
    ['started', 'RUNNING', 'running'], ['waiting', 'WAITING', 'waiting'], ['retry_scheduled', 'WAITING', 'retrying'],
    ['succeeded', 'RUNNING', 'succeeded'], ['failed', 'FAILED', 'failed'], ['continued', 'SUCCEEDED', 'failed'],
    ['waiting', 'CANCELED', 'canceled'], ['started', 'FAILED', 'canceled'], ['released', 'SUCCEEDED', 'succeeded'],
  ])('%s in a run that is %s is %s', (status, runStatus, state) => expect(stateOf(status, runStatus)).toBe(state));
});

describe('statusByStep', () => {
  it('takes the iterations of a loop together', () =>
    expect(statusByStep([row('each', 'succeeded'), row('pay[0]', 'succeeded'), row('pay[1]', 'failed'), row('pay[2]', 'succeeded')], 'FAILED')).toEqual(
      new Map([['each', { state: 'succeeded', note: undefined }], ['pay', { state: 'failed', note: '1 of 3' }]])));

  it('says how often a step ran, and at which attempt it is', () =>
    expect([...statusByStep([row('a[0]', 'succeeded'), row('a[1]', 'succeeded'), row('b', 'retry_scheduled', 2)], 'WAITING').values()]).toEqual([
      { state: 'succeeded', note: '2×' }, { state: 'retrying', note: 'attempt 2' },
    ]));
});

describe('commandsOf', () => {
  it.each([
    ['RUNNING', false, ['cancel']], ['WAITING', true, ['resume', 'cancel']], ['FAILED', false, ['retry', 'replay']],
    ['FAILED', true, ['retry', 'replay', 'requeue']], ['CANCELED', true, ['replay', 'requeue']], ['SUCCEEDED', true, ['replay']], ['NEW', true, []],
  ])('%s (event wait: %s) takes %j', (status, hasWait, commands) => expect(commandsOf(status, hasWait)).toEqual(commands));
});

describe('isReason', () => {
  it.each([['', false], ['  ok  ', false], ['fix', true], ['x'.repeat(501), false]])('%s', (text, expected) => expect(isReason(text)).toBe(expected));
});
