import { EventStreamParser, type ServerEvent } from './sse';

/** `live` while events come; `waiting` between two attempts to connect; `refused` when the server has no stream for this caller. */
export type LiveState = 'connecting' | 'live' | 'waiting' | 'refused';

interface Options {
  /** Opens the stream, after an event when there was one. */
  open: (lastId: string | null, signal: AbortSignal) => Promise<Response>;
  onEvent: (event: ServerEvent) => void;
  onState?: (state: LiveState) => void;
  signal: AbortSignal;
  /** Waits; replaced in tests. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to 1; replaced in tests. */
  random?: () => number;
}

const SHORTEST_MS = 500;
const LONGEST_MS = 30_000;

/** How long to wait before the next attempt: twice as long each time, and not for all consoles at the same moment. */
export const backoff = (attempt: number, random: number): number => Math.min(LONGEST_MS, SHORTEST_MS * 2 ** attempt) * (0.5 + random / 2);

/**
 * Follows a stream until the signal ends it. What happened while it was cut comes first when it is open again. A stream that is open for the first time
 * begins with a gap: what its page has read before may be out of date by then.
 */
export async function follow({ open, onEvent, onState, signal, wait = sleep, random = Math.random }: Options): Promise<void> {
  let lastId: string | null = null;
  let attempt = 0;
  while (!signal.aborted) {
    onState?.('connecting');
    try {
      const answer = await open(lastId, signal);
      if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
        onState?.('refused');
        return;
      }

      if (!answer.ok || !answer.body) throw new Error(`The stream answered ${answer.status}.`);
      onState?.('live');
      const parser: EventStreamParser = new EventStreamParser(lastId);
      let isNew = lastId === null;
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        const events = parser.push(piece.value);
        lastId = parser.lastId;
        if (events.length > 0) attempt = 0;
        if (isNew && events.length > 0) {
          isNew = false;
          onEvent({ type: 'gap', data: '' });
        }

        events.forEach(onEvent);
      }
    } catch {
      // Whatever broke the stream, the next attempt shows whether the server is there.
    }

    if (signal.aborted) return;
    onState?.('waiting');
    await wait(backoff(attempt++, random()), signal);
  }
}

const sleep = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
