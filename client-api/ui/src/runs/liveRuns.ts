import type { Schemas } from '../api/client';

type Run = Schemas['RunBody'];
type Page = Schemas['PageOfRunBody'];

/** A run as a stream tells it. The stream may tell old states again: the revision says which is newer. */
export interface LiveRun {
  revision: number;
  run: Run;
}

export function readLiveRun(data: string): LiveRun | null {
  try {
    const parsed = JSON.parse(data) as Partial<LiveRun>;
    return parsed.run?.id && typeof parsed.revision === 'number' ? (parsed as LiveRun) : null;
  } catch {
    return null;
  }
}

/** The newest state of each run. */
export class LatestRuns {
  private readonly revisions = new Map<string, number>();
  private pending = new Map<string, Run>();

  add({ revision, run }: LiveRun): void {
    if ((this.revisions.get(run.id) ?? 0) >= revision) return;
    this.revisions.set(run.id, revision);
    this.pending.set(run.id, run);
  }

  /** What came since the last time. */
  take(): Map<string, Run> {
    const taken = this.pending;
    this.pending = new Map();
    return taken;
  }
}

interface Merged {
  pages: Page[];
  /** Runs that belong to the list and are not in it yet. */
  unseen: number;
}

/**
 * Puts what came into the pages that are there. A run that is shown stays at its place, also when it left the filter, so that nothing jumps
 * under the hand; new runs go to the top when there is room for them.
 */
export function mergeRuns(pages: readonly Page[], came: ReadonlyMap<string, Run>, belongs: (run: Run) => boolean | null, canPrepend: boolean): Merged {
  const left = new Map(came);
  const merged = pages.map((page) => {
    if (!page.items.some(({ id }) => left.has(id))) return page;
    return { ...page, items: page.items.map((run) => pick(left, run)) };
  });
  const fresh = [...left.values()].filter((run) => belongs(run) !== false);
  const known = fresh.filter((run) => belongs(run) === true).sort((one, other) => other.startedAt.localeCompare(one.startedAt));
  const newest = merged[0]?.items[0]?.startedAt ?? '';
  const first = known.filter(({ startedAt }) => startedAt >= newest);
  if (!canPrepend || !merged[0]) return { pages: merged, unseen: fresh.length };
  if (first.length > 0) merged[0] = { ...merged[0], items: [...first, ...merged[0].items] };
  return { pages: merged, unseen: fresh.length - known.length };
}

function pick(left: Map<string, Run>, run: Run): Run {
  const newer = left.get(run.id);
  left.delete(run.id);
  return newer ?? run;
}
