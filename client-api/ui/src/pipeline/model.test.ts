import { describe, expect, it } from 'vitest';
import { flatten, readPipeline, visibleSteps } from './model';

const step = (id: string, type = 'state.set', more = {}) => ({ id, type, ...more });

const nested = {
  name: 'Nested',
  trigger: { type: 'event', eventName: 'TICKET_CREATED', condition: { $expr: 'event.payload.priority\n  > 3' } },
  steps: [
    step('first', 'state.set', { config: { state: 'NEW' } }),
    step('choose', 'control.if', {
      condition: { $expr: 'payload.urgent' },
      then: [
        step('each', 'control.forEach', {
          items: { $expr: 'payload.lines' }, itemVar: 'line',
          body: [step('guard', 'control.tryCatch', { try: [step('call', 'action.call', { config: { actionId: 'http.request', version: 2 } })], catch: [] })],
        }),
      ],
    }),
    step('last', 'control.return'),
  ],
};

describe('readPipeline', () => {
  it('keeps blocks in their lanes, with a pointer to every step', () => {
    const { steps } = readPipeline(nested);
    expect(flatten(steps).map(({ key, pointer }) => [key, pointer])).toEqual([
      ['first', '/steps/0'],
      ['choose', '/steps/1'],
      ['each', '/steps/1/then/0'],
      ['guard', '/steps/1/then/0/body/0'],
      ['call', '/steps/1/then/0/body/0/try/0'],
      ['last', '/steps/2'],
    ]);
  });

  it.each([
    [{ type: 'recurring', cron: '30 8 * * 1-5', timezone: 'Europe/Berlin' }, { kind: 'clock', label: '30 8 * * 1-5', detail: 'Europe/Berlin' }],
    [{ type: 'recurring', cron: '0 0 1 * *' }, { kind: 'clock', label: '0 0 1 * *', detail: 'UTC' }],
    [{ type: 'schedule', runAt: '2026-03-01T08:00:00Z' }, { kind: 'clock', label: '2026-03-01T08:00:00Z', detail: 'once' }],
    [undefined, { kind: 'manual', label: 'By hand or by a schedule' }],
  ])('says what starts a workflow with the trigger %j', (trigger, said) => expect(readPipeline({ trigger, steps: [] }).trigger).toEqual(said));

  it('shows both branches, also the one that is empty or missing', () => {
    const choose = readPipeline(nested).steps[1]!;
    expect(choose.lanes.map(({ name, steps }) => [name, steps.length])).toEqual([['then', 1], ['else', 0]]);
  });

  it('says what each step does', () => {
    const details = Object.fromEntries(flatten(readPipeline(nested).steps).map(({ key, detail }) => [key, detail]));
    expect(details).toMatchObject({ first: 'NEW', choose: 'payload.urgent', each: 'line in payload.lines', call: 'http.request v2' });
  });

  it.each([[90_000, '1.5 min'], [14_400_000, '4 h'], [250, '250 ms']])('says a wait of %s ms as %s', (durationMs, said) => {
    expect(readPipeline({ steps: [step('pause', 'time.wait', { config: { durationMs } })] }).steps[0]!.detail).toBe(said);
  });

  it('reads the trigger: an event with what narrows it down, or nothing', () => {
    expect(readPipeline(nested).trigger).toEqual({ kind: 'event', label: 'TICKET_CREATED', detail: 'when event.payload.priority > 3' });
    expect(readPipeline({ trigger: { type: 'event', eventName: 'ORDER', source: 'shop', predicates: [{}, {}] } }).trigger)
      .toEqual({ kind: 'event', label: 'ORDER', detail: 'from shop, 2 conditions' });
    expect(readPipeline({ steps: [] }).trigger.kind).toBe('manual');
  });

  it('tells steps apart that a draft gave no id, or the same', () => {
    const { steps } = readPipeline({ steps: [step('same'), step('same'), { type: 'state.set' }] });
    expect(steps.map(({ key }) => key)).toEqual(['same', '/steps/1', '/steps/2']);
  });

  it.each([null, 'text', 7, [], {}, { steps: 'none' }, { steps: [null, 3, 'x'] }])('takes %j for a workflow without steps', (broken) => {
    expect(readPipeline(broken).steps).toEqual([]);
  });

  it('reads steps nested as deep as they come', () => {
    let inner: unknown = step('deepest');
    for (let depth = 0; depth < 30; depth++) inner = step(`block-${depth}`, 'control.tryCatch', { try: [inner], catch: [] });
    expect(flatten(readPipeline({ steps: [inner] }).steps)).toHaveLength(31);
  });
});

describe('visibleSteps', () => {
  it('leaves out what is inside a folded block, and knows who is above a step', () => {
    const { steps } = readPipeline(nested);
    expect(visibleSteps(steps, new Set()).map(({ step: { key }, parent }) => [key, parent])).toEqual([
      ['first', null], ['choose', null], ['each', 'choose'], ['guard', 'each'], ['call', 'guard'], ['last', null],
    ]);
    expect(visibleSteps(steps, new Set(['each'])).map(({ step: { key } }) => key)).toEqual(['first', 'choose', 'each', 'last']);
  });
});
