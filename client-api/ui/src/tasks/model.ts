import type { Schemas } from '../api/client';
import type { Tone } from '../shared/Tag';

export type Task = Schemas['TaskBody'];

/** A task that somebody can still complete. */
export const isOpen = (task: Pick<Task, 'status'>): boolean => task.status === 'pending' || task.status === 'claimed';

export const statusTone: Record<string, Tone> = { pending: 'amber', claimed: 'blue', completed: 'green', canceled: 'grey', expired: 'red' };

export const priorityTone: Record<string, Tone> = { low: 'grey', medium: 'grey', high: 'amber', urgent: 'red' };

export const statusLabel: Record<string, string> = { pending: 'Open', claimed: 'Claimed', completed: 'Completed', canceled: 'Canceled', expired: 'Expired' };

/** Whether the API would let this caller complete the task, as far as the console can tell: roles of a key are known to the server only. */
export function mayWork(task: Task, actor: string): boolean {
  return isOpen(task) && (!task.claimedBy || task.claimedBy === actor);
}

export interface TaskFilter {
  whose: 'all' | 'mine' | 'unclaimed';
  status: 'open' | 'closed' | 'all';
  due: 'overdue' | 'today' | 'week' | null;
  run: string | null;
}

const oneOf = <T extends string>(text: string | null, names: readonly T[], fallback: T): T => names.find((name) => name === text) ?? fallback;

export function readTaskFilter(parameters: URLSearchParams): TaskFilter {
  const due = parameters.get('due');
  return {
    whose: oneOf(parameters.get('whose'), ['all', 'mine', 'unclaimed'], 'all'),
    status: oneOf(parameters.get('status'), ['open', 'closed', 'all'], 'open'),
    due: due === 'overdue' || due === 'today' || due === 'week' ? due : null,
    run: parameters.get('run'),
  };
}

const DUE_MS = { overdue: 0, today: 86_400_000, week: 7 * 86_400_000 };

/** What the API is asked for. A task that nobody has claimed is pending, whatever status was asked for. */
export function toTaskQuery({ whose, status, due, run }: TaskFilter, now: number) {
  const statuses = { open: ['pending', 'claimed'], closed: ['completed', 'canceled', 'expired'], all: undefined }[status];
  return {
    status: whose === 'unclaimed' ? ['pending'] : statuses,
    mine: whose === 'mine' ? 'true' : undefined,
    dueBefore: due ? new Date(now + DUE_MS[due]).toISOString() : undefined,
    run: run ?? undefined,
  };
}
