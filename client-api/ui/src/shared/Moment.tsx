import { useSyncExternalStore } from 'react';
import { exactTime, relativeTime } from './time';

const STEP_MS = 15_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for every moment of a page: a list has hundreds. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => listeners.forEach((one) => one()), STEP_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** A moment as people say it ("3 min ago"), with the exact time on hover. It is made again only when its words change. */
export function Moment({ at }: { at: string | null | undefined }) {
  const words = useSyncExternalStore(subscribe, () => (at ? relativeTime(at, Date.now()) : null));
  if (!at) return <span>–</span>;
  return (
    <time dateTime={at} title={exactTime(at)} className="numeric" style={{ whiteSpace: 'nowrap' }}>
      {words}
    </time>
  );
}
