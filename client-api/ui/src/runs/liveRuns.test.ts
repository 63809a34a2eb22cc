import { describe, expect, it } from 'vitest';
import { LatestRuns, mergeRuns, readLiveRun } from './liveRuns';

const run = (id: string, status = 'RUNNING', startedAt = `2026-01-01T00:00:0${id}Z`) => ({
  id, status, startedAt, updatedAt: startedAt, workflow: 'order', version: 1, origin: 'event',
});
const pages = [{ items: [run('5'), run('4')] }, { items: [run('3'), run('2')] }];
const ids = (merged: { pages: { items: { id: string }[] }[] }) => merged.pages.flatMap((page) => page.items.map(({ id }) => id));
const map = (...runs: ReturnType<typeof run>[]) => new Map(runs.map((one) => [one.id, one]));

describe('mergeRuns', () => {
  it('changes a run at its place, also when it left the filter', () => {
    const merged = mergeRuns(pages, map(run('3', 'FAILED')), () => false, true);
    expect(ids(merged)).toEqual(['5', '4', '3', '2']);
    expect(merged.pages[1]!.items[0]!.status).toBe('FAILED');
    expect(merged.pages[0]).toBe(pages[0]);
  });

  it('puts new runs on top, newest first', () => {
    const merged = mergeRuns(pages, map(run('6'), run('7')), () => true, true);
    expect(ids(merged)).toEqual(['7', '6', '5', '4', '3', '2']);
    expect(merged.unseen).toBe(0);
  });

  it('counts new runs when the top is out of sight', () => {
    const merged = mergeRuns(pages, map(run('6'), run('7')), () => true, false);
    expect(ids(merged)).toEqual(['5', '4', '3', '2']);
    expect(merged.unseen).toBe(2);
  });

  it('counts runs of which only the server knows whether they belong', () =>
    expect(mergeRuns(pages, map(run('6')), () => null, true)).toMatchObject({ unseen: 1 }));

  it('leaves an older run where the next pages bring it', () => expect(ids(mergeRuns(pages, map(run('1')), () => true, true))).toEqual(['5', '4', '3', '2']));
});

describe('LatestRuns', () => {
  it('keeps the newest state, whatever the order in which states come', () => {
    const latest = new LatestRuns();
    latest.add({ revision: 2, run: run('1', 'SUCCEEDED') });
    latest.add({ revision: 1, run: run('1', 'RUNNING') });
    expect(latest.take().get('1')?.status).toBe('SUCCEEDED');
    latest.add({ revision: 2, run: run('1', 'RUNNING') });
    expect(latest.take().size).toBe(0);
  });
});

describe('readLiveRun', () => {
  it.each(['', '{}', '{"revision":1}', 'null', '{"run":{"id":"x"}}'])('leaves out what is not a run: %s', (data) => expect(readLiveRun(data)).toBeNull());
});
