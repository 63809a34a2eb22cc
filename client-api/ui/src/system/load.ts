import type { Schemas } from '../api/client';

export type Cluster = Schemas['ClusterBody'];
export type Member = Cluster['members'][number];

/** What a process did between two looks at it. */
export interface Load {
  /** Processor time a second: 1 is one core. */
  cores: number;
  /** Messages of its entities a second; null where they send none. */
  messages: number | null;
  /** How many of those went to other processes, from 0 to 1; null when there were none. */
  remoteShare: number | null;
}

/** The load of a process since an earlier look; null when it was not there then, or has started anew since. */
export function loadOf(before: Member | undefined, now: Member, seconds: number): Load | null {
  if (!before || before.since !== now.since || seconds <= 0 || now.processorSeconds < before.processorSeconds) return null;
  const local = (now.traffic?.localMessages ?? 0) - (before.traffic?.localMessages ?? 0);
  const remote = (now.traffic?.remoteMessages ?? 0) - (before.traffic?.remoteMessages ?? 0);
  return {
    cores: (now.processorSeconds - before.processorSeconds) / seconds,
    messages: now.traffic && before.traffic ? (local + remote) / seconds : null,
    remoteShare: local + remote > 0 ? remote / (local + remote) : null,
  };
}

/** Bytes as people read them: "312 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
