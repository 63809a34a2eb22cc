import type { Schemas } from '../../api/client';

type Span = Schemas['TimelineSpan'];

export interface Bar {
  span: Span;
  /** From 0 to 100, of the whole width. */
  left: number;
  width: number;
  isOpen: boolean;
}

export interface Lane {
  step: string;
  bars: Bar[];
}

export interface Tick {
  left: number;
  /** Milliseconds since the run began. */
  at: number;
}

export interface Layout {
  lanes: Lane[];
  ticks: Tick[];
  totalMs: number;
}

/** How a span stands, in words: a pause that has fired is over. */
export const sayStatus = ({ status }: Pick<Span, 'status'>): string => (status === 'fired' ? 'over' : status.replaceAll('_', ' '));

const NICE = [1, 2, 5];

/** Puts the spans of a run on one line a step, in the order in which the steps began. An open span lasts until now. */
export function layOut(spans: readonly Span[], now: number, tickCount = 6): Layout {
  const timed = spans.flatMap((span) => (span.from ? [{ span, from: Date.parse(span.from), to: span.to ? Date.parse(span.to) : now }] : []));
  if (timed.length === 0) return { lanes: [], ticks: [], totalMs: 0 };
  const begin = Math.min(...timed.map(({ from }) => from));
  const end = Math.max(...timed.map(({ from, to }) => Math.max(from, to)));
  const totalMs = Math.max(1, end - begin);
  const lanes = new Map<string, Lane>();
  for (const { span, from, to } of timed) {
    const lane = lanes.get(span.step) ?? { step: span.step, bars: [] };
    lanes.set(span.step, lane);
    lane.bars.push({
      span,
      left: ((from - begin) / totalMs) * 100,
      width: (Math.max(0, to - from) / totalMs) * 100,
      isOpen: !span.to,
    });
  }

  return { lanes: [...lanes.values()], ticks: ticksOf(totalMs, tickCount), totalMs };
}

/** Marks at round moments: 1, 2 or 5 of a power of ten, in the unit that fits. */
function ticksOf(totalMs: number, count: number): Tick[] {
  const unit = [86_400_000, 3_600_000, 60_000, 1_000, 1].find((size) => totalMs / size >= 2) ?? 1;
  const rough = totalMs / unit / count;
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const step = (NICE.map((nice) => nice * power).find((candidate) => candidate >= rough) ?? 10 * power) * unit;
  const ticks: Tick[] = [];
  for (let at = 0; at <= totalMs; at += step) ticks.push({ at, left: (at / totalMs) * 100 });
  return ticks;
}
