import type { paths } from '../api/schema';
import type { Schemas } from '../api/client';

type Run = Schemas['RunBody'];
type ListQuery = NonNullable<paths['/v1/runs']['get']['parameters']['query']>;

/** What of the address selects runs. */
export const filterKeys = ['q', 'status', 'workflow', 'version', 'origin', 'error', 'tag', 'correlation', 'period', 'from', 'to'] as const;

export type FilterKey = (typeof filterKeys)[number];

export const periods = [
  { value: '15m', label: 'Last 15 minutes', ms: 900_000 },
  { value: '1h', label: 'Last hour', ms: 3_600_000 },
  { value: '24h', label: 'Last 24 hours', ms: 86_400_000 },
  { value: '7d', label: 'Last 7 days', ms: 7 * 86_400_000 },
  { value: '30d', label: 'Last 30 days', ms: 30 * 86_400_000 },
] as const;

export const origins = ['event', 'manual', 'schedule', 'parent', 'replay'] as const;

export const sorts = [
  { value: 'started:desc', label: 'Newest first' },
  { value: 'started:asc', label: 'Oldest first' },
  { value: 'updated:desc', label: 'Last changed first' },
  { value: 'updated:asc', label: 'Longest unchanged first' },
] as const;

export interface RunFilter {
  status: string[];
  sort: string;
  values: Partial<Record<FilterKey, string>>;
}

export function readFilter(parameters: URLSearchParams): RunFilter {
  const values: RunFilter['values'] = {};
  for (const key of filterKeys) {
    const value = parameters.get(key)?.trim();
    if (value && key !== 'status') values[key] = value;
  }

  const status = parameters.getAll('status').flatMap((value) => value.split(',')).map((value) => value.trim().toUpperCase()).filter(Boolean);
  const sort = parameters.get('sort');
  return { status, values, sort: sorts.some(({ value }) => value === sort) ? sort! : sorts[0].value };
}

/** What takes every filter away. */
export const NO_FILTER: Record<string, null> = Object.fromEntries(filterKeys.map((key) => [key, null]));

export const isFiltered = (filter: RunFilter): boolean => filter.status.length > 0 || Object.keys(filter.values).length > 0;

/** What the API is asked. A period counts back from now; an own begin or end takes its place. */
export function toQuery({ status, values, sort }: RunFilter, now: number): ListQuery {
  const period = periods.find(({ value }) => value === values.period);
  const version = Number(values.version);
  return {
    status: status.length > 0 ? status : undefined,
    search: values.q,
    workflow: values.workflow,
    version: Number.isInteger(version) && version > 0 ? version : undefined,
    origin: values.origin,
    errorCode: values.error,
    tag: values.tag,
    correlationId: values.correlation,
    from: toInstant(values.from) ?? (period && !values.to ? new Date(now - period.ms).toISOString() : undefined),
    to: toInstant(values.to),
    sort: sort === sorts[0].value ? undefined : sort,
  };
}

/** The same selection for a job. */
export function toBulkFilter(filter: RunFilter, now: number): Schemas['BulkFilterBody'] {
  const { sort: _, ...query } = toQuery(filter, now);
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

function toInstant(text: string | undefined): string | undefined {
  const at = text ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** Whether a run belongs to the list; null when only the server knows. */
export function matches({ status, values }: RunFilter, run: Run, now: number): boolean | null {
  const query = toQuery({ status, values, sort: '' }, now);
  const isOut =
    (status.length > 0 && !status.includes(run.status)) ||
    (query.workflow !== undefined && run.workflow !== query.workflow) ||
    (query.version !== undefined && run.version !== query.version) ||
    (query.origin !== undefined && run.origin !== query.origin) ||
    (query.errorCode !== undefined && run.errorCode !== query.errorCode) ||
    (query.correlationId !== undefined && run.correlationId !== query.correlationId) ||
    (query.from !== undefined && Date.parse(run.startedAt) < Date.parse(query.from)) ||
    (query.to !== undefined && Date.parse(run.startedAt) >= Date.parse(query.to));
  if (isOut) return false;
  return query.search === undefined && query.tag === undefined ? true : null;
}
