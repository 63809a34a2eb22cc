import type { Schemas } from '../api/client';

export type WorkflowSummary = Schemas['WorkflowSummaryBody'];

/** What the list tells apart. A paused workflow is paused, published or not. */
export type WorkflowStatus = 'active' | 'paused' | 'draft';

export const WORKFLOW_STATUSES: readonly { value: WorkflowStatus; label: string }[] = [
  { value: 'active', label: 'Active' },
  { value: 'draft', label: 'Draft' },
  { value: 'paused', label: 'Paused' },
];

export const statusOf = ({ paused, publishedVersion }: Pick<WorkflowSummary, 'paused' | 'publishedVersion'>): WorkflowStatus =>
  paused ? 'paused' : publishedVersion ? 'active' : 'draft';

export type WorkflowSort = 'name' | 'updated' | 'created';

export interface WorkflowFilter {
  search: string;
  status: WorkflowStatus | null;
  /** The event type of the trigger. */
  event: string | null;
  sort: WorkflowSort;
}

export function readFilter(parameters: URLSearchParams): WorkflowFilter {
  const status = parameters.get('status');
  const sort = parameters.get('sort');
  return {
    search: parameters.get('q') ?? '',
    status: WORKFLOW_STATUSES.find(({ value }) => value === status)?.value ?? null,
    event: parameters.get('event'),
    sort: sort === 'updated' || sort === 'created' ? sort : 'name',
  };
}

export const isNarrowed = ({ search, status, event }: WorkflowFilter): boolean => Boolean(search || status || event);

/** The workflows that a filter selects, in its order. `listening` are the keys on the wanted event. */
export function select(workflows: readonly WorkflowSummary[], { search, status, event, sort }: WorkflowFilter, listening: ReadonlySet<string>): WorkflowSummary[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return workflows
    .filter((workflow) => {
      const text = `${workflow.name} ${workflow.key} ${workflow.description ?? ''}`.toLowerCase();
      return words.every((word) => text.includes(word)) && (!status || statusOf(workflow) === status) && (!event || listening.has(workflow.key));
    })
    .sort(ORDERS[sort]);
}

const byName = (a: WorkflowSummary, b: WorkflowSummary) => a.name.localeCompare(b.name) || a.key.localeCompare(b.key);

const ORDERS: Record<WorkflowSort, (a: WorkflowSummary, b: WorkflowSummary) => number> = {
  name: byName,
  updated: (a, b) => b.updatedAt.localeCompare(a.updatedAt) || byName(a, b),
  created: (a, b) => b.createdAt.localeCompare(a.createdAt) || byName(a, b),
};

/** How many there are of each status. */
export function countStatuses(workflows: readonly WorkflowSummary[]): Record<WorkflowStatus | 'total', number> {
  const counts = { total: workflows.length, active: 0, draft: 0, paused: 0 };
  for (const workflow of workflows) counts[statusOf(workflow)]++;
  return counts;
}

/** The event type that a definition listens to; null when nothing but hands and schedules start it. */
export function triggerOf(definition: unknown): string | null {
  const trigger = (definition as { trigger?: { eventName?: unknown } | null } | null | undefined)?.trigger;
  return typeof trigger?.eventName === 'string' && trigger.eventName ? trigger.eventName : null;
}

/** Whether two definitions say the same, whatever the order of their keys. */
export const isSame = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item) ?? '';
