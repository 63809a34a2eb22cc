import { describe, expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { byWorkflow, placeLink, sayReport } from './impact';

const finding = (severity: string, pointer = '/steps/0'): Schemas['FindingBody'] => ({ severity, code: 'UNKNOWN_PATH', message: 'There is no such field.', pointer });
const event = (newlyInvalid: number, workflows: Schemas['OutcomeImpact'][] = []): Schemas['EventImpact'] => ({
  eventType: 'ORDER_PLACED', looked: 200, newlyInvalid, newlyValid: 0, examples: [], workflows,
});
const outcome = (workflow: string, changed: number): Schemas['OutcomeImpact'] => ({
  workflow, version: 2, changed, changes: changed > 0 ? [{ now: 'start', then: 'REJECTED', count: changed }] : [], examples: [],
});
const report = (changes: Partial<Schemas['ImpactBody']>): Schemas['ImpactBody'] => ({
  safe: false, workflows: 3, isCut: false, appearing: [], disappearing: 0, events: [], ...changes,
});

describe('byWorkflow', () => {
  it('puts findings and outcomes of a workflow together, errors first', () => {
    const grouped = byWorkflow(report({
      appearing: [
        { workflow: 'calm', version: 1, finding: finding('warning') },
        { workflow: 'broken', version: 4, finding: finding('warning', '/steps/1') },
        { workflow: 'broken', version: 4, finding: finding('error') },
      ],
      events: [event(3, [outcome('busy', 3), outcome('untouched', 0), outcome('broken', 1)])],
    }));

    expect(grouped.map(({ workflow }) => workflow)).toEqual(['broken', 'busy', 'calm']);
    expect(grouped[0]!.findings.map(({ severity }) => severity)).toEqual(['error', 'warning']);
    expect(grouped[0]!.outcomes).toMatchObject([{ eventType: 'ORDER_PLACED', changed: 1, looked: 200 }]);
  });
});

describe('placeLink', () => {
  it('leads to the place in the editor, with the position in the expression', () => {
    expect(placeLink('dunning', { pointer: '/steps/0/config/assign/x', position: 4 })).toBe('/workflows/dunning?tab=editor&at=%2Fsteps%2F0%2Fconfig%2Fassign%2Fx&pos=4');
  });
});

describe('sayReport', () => {
  it('counts what gets worse', () => {
    expect(sayReport(report({ appearing: [{ workflow: 'a', version: 1, finding: finding('error') }], events: [event(12)] }))).toBe('1 error in 1 workflow, 12 of 200 stored events refused');
    expect(sayReport(report({ events: [event(0, [outcome('a', 2)])] }))).toBe('1 workflow would do something else');
  });

  it('says that nothing does, and does not hide warnings', () => {
    expect(sayReport(report({ safe: true }))).toBe('It breaks nothing');
    expect(sayReport(report({ safe: true, appearing: [{ workflow: 'a', version: 1, finding: finding('warning') }] }))).toBe('It breaks nothing; 1 new warning');
  });
});
