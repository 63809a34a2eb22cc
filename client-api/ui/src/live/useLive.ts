import { useEffect, useEffectEvent, useState } from 'react';
import { readKey } from '../session/key';
import { follow, type LiveState } from './follow';
import type { ServerEvent } from './sse';

/** Follows a stream of the API while the page is shown. Where it is not live, pages ask again from time to time. */
export function useLive(path: string | null, onEvent: (event: ServerEvent) => void): LiveState {
  const [state, setState] = useState<LiveState>('connecting');
  const report = useEffectEvent(onEvent);
  useEffect(() => {
    if (path === null) return;
    const end = new AbortController();
    void follow({
      open: (lastId, signal) =>
        fetch(path, {
          headers: { Accept: 'text/event-stream', Authorization: `Bearer ${readKey() ?? ''}`, ...(lastId !== null && { 'Last-Event-ID': lastId }) },
          cache: 'no-store',
          signal,
        }),
      onEvent: (event) => report(event),
      onState: setState,
      signal: end.signal,
    });
    return () => end.abort();
  }, [path]);
  return state;
}
