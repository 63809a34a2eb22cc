import type { paths } from '../api/schema';
import type { Schemas } from '../api/client';

export type WorkflowSummary = Schemas['WorkflowSummaryBody'];
type ListQuery = NonNullable<paths['/v1/workflows']['get']['parameters']['query']>;

/** What the list tells apart. A paused workflow is paused, published or not. */
export const STATUSES = ['active', 'draft', 'paused'] as const;
export type WorkflowStatus = (typeof STATUSES)[number];

/** What starts a workflow. */
export const TRIGGERS = { event: 'An event', schedule: 'A schedule', manual: 'By hand' } as const;
export type TriggerKind = keyof typeof TRIGGERS;

const SORTS = ['name', 'updated', 'key'] as const;

export interface WorkflowFilter {
  search: string;
  status: WorkflowStatus | null;
  trigger: TriggerKind | null;
  /** The event type of the trigger. */
  event: string | null;
  tag: string | null;
  sort: (typeof SORTS)[number];
}

const oneOf = <T extends string>(text: string | null, names: readonly T[]): T | null => names.find((name) => name === text) ?? null;

export function readFilter(parameters: URLSearchParams): WorkflowFilter {
  return {
    search: parameters.get('q') ?? '',
    status: oneOf(parameters.get('status'), STATUSES),
    trigger: oneOf(parameters.get('trigger'), Object.keys(TRIGGERS) as TriggerKind[]),
    event: parameters.get('event'),
    tag: parameters.get('tag'),
    sort: oneOf(parameters.get('sort'), SORTS) ?? 'name',
  };
}

/** What takes every filter away. */
export const NO_FILTER = { q: null, status: null, trigger: null, event: null, tag: null };

export const isNarrowed = ({ search, status, trigger, event, tag }: WorkflowFilter): boolean => Boolean(search || status || trigger || event || tag);

export const toQuery = ({ search, status, trigger, event, tag, sort }: WorkflowFilter): ListQuery => ({
  search: search || undefined, status: status ?? undefined, trigger: trigger ?? undefined, eventType: event ?? undefined, tag: tag ?? undefined, sort,
});

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
