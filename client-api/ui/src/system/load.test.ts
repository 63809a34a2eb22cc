import { describe, expect, it } from 'vitest';
import { formatBytes, loadOf, type Member } from './load';

const member = (processorSeconds: number, localMessages = 0, remoteMessages = 0, since = '2026-02-03T10:00:00Z'): Member => ({
  name: '10.0.0.4:11111@1', status: 'active', isThis: true, since, entities: {}, processorSeconds, memoryBytes: 1,
  traffic: { localMessages, remoteMessages, remoteBytes: 0, queuedBatches: 0 },
});

describe('loadOf', () => {
  it('is what happened between two looks', () => {
    expect(loadOf(member(10, 100, 20), member(15, 400, 120), 10)).toEqual({ cores: 0.5, messages: 40, remoteShare: 0.25 });
  });

  it('is not known of a process that was not there, or that has started anew', () => {
    expect(loadOf(undefined, member(15), 10)).toBeNull();
    expect(loadOf(member(10), member(15, 0, 0, '2026-02-03T10:05:00Z'), 10)).toBeNull();
    expect(loadOf(member(15), member(10), 10)).toBeNull();
  });

  it('has no share where nothing was sent, and no messages where entities send none', () => {
    expect(loadOf(member(10), member(15), 10)).toEqual({ cores: 0.5, messages: 0, remoteShare: null });
    expect(loadOf({ ...member(10), traffic: undefined }, { ...member(15), traffic: undefined }, 10)).toEqual({ cores: 0.5, messages: null, remoteShare: null });
  });
});

it('writes bytes as people read them', () => {
  expect([formatBytes(4_200), formatBytes(310_427_648), formatBytes(2_340_000_000)]).toEqual(['4 kB', '310 MB', '2.3 GB']);
});
