import { describe, expect, it } from 'vitest';
import { countStatuses, isSame, readFilter, select, statusOf, triggerOf, type WorkflowSummary } from './model';

const workflow = (key: string, more: Partial<WorkflowSummary> = {}): WorkflowSummary => ({
  key, name: key, status: 'draft', trigger: 'manual', scheduled: false, unpublishedChanges: false, findings: { errors: 0, warnings: 0 }, runs: [],
  paused: false, visible: true, system: false, tags: [], revision: 1, createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z', ...more,
});

const all = [
  workflow('refund', { name: 'Refund approval', publishedVersion: 3, updatedAt: '2026-02-01T00:00:00Z' }),
  workflow('greet', { name: 'Greet', description: 'Says hello to a customer' }),
  workflow('cleanup', { name: 'Clean-up', publishedVersion: 1, paused: true, updatedAt: '2026-03-01T00:00:00Z' }),
];
const keys = (query: string, listening: string[] = []) => select(all, readFilter(new URLSearchParams(query)), new Set(listening)).map(({ key }) => key);

describe('select', () => {
  it('sorts by name, or by the latest change', () => {
    expect(keys('')).toEqual(['cleanup', 'greet', 'refund']);
    expect(keys('sort=updated')).toEqual(['cleanup', 'refund', 'greet']);
  });

  it('finds every word in name, key or description', () => {
    expect(keys('q=hello+greet')).toEqual(['greet']);
    expect(keys('q=REFUND')).toEqual(['refund']);
    expect(keys('q=hello+refund')).toEqual([]);
  });

  it('filters by status and by the event of the trigger', () => {
    expect(keys('status=active')).toEqual(['refund']);
    expect(keys('event=ORDER', ['greet', 'refund'])).toEqual(['greet', 'refund']);
    expect(keys('status=draft&event=ORDER', ['greet', 'refund'])).toEqual(['greet']);
  });

  it('ignores a status that does not exist', () => expect(keys('status=none')).toHaveLength(3));
});

describe('statusOf', () => {
  it.each([
    [{ paused: false, publishedVersion: 2 }, 'active'],
    [{ paused: false, publishedVersion: null }, 'draft'],
    [{ paused: true, publishedVersion: 2 }, 'paused'],
    [{ paused: true, publishedVersion: null }, 'paused'],
  ])('takes %j for %s', (facts, status) => expect(statusOf(facts)).toBe(status));

  it('counts each workflow once', () => expect(countStatuses(all)).toEqual({ total: 3, active: 1, draft: 1, paused: 1 }));
});

describe('triggerOf', () => {
  it.each([
    [{ trigger: { type: 'event', eventName: 'A' } }, 'A'], [{ trigger: null }, null], [{}, null], [null, null], [{ trigger: { eventName: 7 } }, null],
  ])('reads %j as %s', (definition, event) => expect(triggerOf(definition)).toBe(event));
});

describe('isSame', () => {
  it('looks past the order of keys, and at the order of lists', () => {
    expect(isSame({ a: 1, b: { c: [1, 2], d: null } }, { b: { d: null, c: [1, 2] }, a: 1 })).toBe(true);
    expect(isSame([1, 2], [2, 1])).toBe(false);
    expect(isSame({ a: 1 }, { a: 1, b: undefined })).toBe(true);
  });
});
