import { describe, expect, it } from 'vitest';
import { backoff, follow, type LiveState } from './follow';
import type { ServerEvent } from './sse';

const stream = (...pieces: string[]) =>
  new Response(new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  }));

/** Follows a stream whose attempts answer one after the other, and ends with the last of them. */
async function watch(answers: (() => Response)[]) {
  const end = new AbortController();
  const asked: (string | null)[] = [];
  const events: ServerEvent[] = [];
  const states: LiveState[] = [];
  const waits: number[] = [];
  await follow({
    open: async (lastId) => {
      asked.push(lastId);
      return answers[asked.length - 1]!();
    },
    onEvent: (event) => events.push(event),
    onState: (state) => states.push(state),
    signal: end.signal,
    wait: async (ms) => {
      waits.push(ms);
      if (asked.length === answers.length) end.abort();
    },
    random: () => 1,
  });
  return { asked, events, states, waits };
}

const fail = () => {
  throw new TypeError('network');
};

describe('follow', () => {
  it('goes on after the last event that came', async () => {
    const { asked, events } = await watch([
      () => stream('event: run\ndata: 1\nid: 10\n\nevent: run\nda', 'ta: 2\nid: 11\n\nevent: run\ndata: lost'),
      () => stream('event: run\ndata: 3\nid: 12\n\n'),
    ]);
    expect(asked).toEqual([null, '11']);
    expect(events.filter(({ type }) => type === 'run').map(({ data }) => data)).toEqual(['1', '2', '3']);
  });

  it('begins with a gap, once the server listens, and goes on without one', async () => {
    const { events } = await watch([
      fail,
      () => stream('event: ping\ndata: {}\nid: 10\n\n', 'event: run\ndata: 1\nid: 11\n\n'),
      () => stream('event: run\ndata: 2\nid: 12\n\n'),
    ]);
    expect(events.map(({ type }) => type)).toEqual(['gap', 'ping', 'run', 'run']);
  });

  it('waits longer each time, and from the beginning when events came', async () => {
    const { waits } = await watch([fail, fail, () => new Response(null, { status: 503 }), () => stream('data: 1\n\n'), fail]);
    expect(waits).toEqual([500, 1_000, 2_000, 500, 1_000]);
  });

  it('gives up when the server refuses', async () => {
    const { asked, states } = await watch([() => new Response(null, { status: 404 }), fail]);
    expect(asked).toEqual([null]);
    expect(states).toEqual(['connecting', 'refused']);
  });

  it('says where it stands', async () => {
    const { states } = await watch([() => stream('data: 1\n\n'), fail]);
    expect(states).toEqual(['connecting', 'live', 'waiting', 'connecting', 'waiting']);
  });
});

describe('backoff', () => {
  it('stays between a quarter of a second and half a minute', () => {
    expect(backoff(0, 0)).toBe(250);
    expect(backoff(30, 1)).toBe(30_000);
  });
});
