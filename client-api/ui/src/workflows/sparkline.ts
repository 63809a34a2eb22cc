import type { Schemas } from '../api/client';

type Run = Pick<Schemas['RunBody'], 'status' | 'durationMs'>;

export interface Bar {
  status: string;
  /** 0 to 1; never so small that it cannot be seen. */
  height: number;
}

const LOWEST = 0.3;

/** The last runs as bars, the oldest first. Heights follow the duration on a logarithmic scale; a run that goes on is as high as the highest. */
export function barsOf(newestFirst: readonly Run[], count = 20): Bar[] {
  const runs = newestFirst.slice(0, count).reverse();
  const scale = (ms: number | null | undefined) => Math.log10(1 + Math.max(0, ms ?? 0));
  const highest = Math.max(...runs.map(({ durationMs }) => scale(durationMs)), 0);
  return runs.map(({ status, durationMs }) => ({
    status,
    height: durationMs === null || durationMs === undefined || highest === 0 ? 1 : LOWEST + (1 - LOWEST) * (scale(durationMs) / highest),
  }));
}

/** The same in words: "Last 20 runs: 17 succeeded, 2 failed, 1 waiting". */
export function sayRuns(runs: readonly Run[]): string {
  if (runs.length === 0) return 'No runs yet';
  const counts = new Map<string, number>();
  for (const { status } of runs) counts.set(status, (counts.get(status) ?? 0) + 1);
  const parts = [...counts].sort(([, a], [, b]) => b - a).map(([status, count]) => `${count} ${status.toLowerCase()}`);
  return `Last ${runs.length === 1 ? 'run' : `${runs.length} runs`}: ${parts.join(', ')}`;
}
