import { IconBolt, IconBraces, IconPlayerPlay, IconSitemap, type Icon } from '@tabler/icons-react';
import { api, unwrap } from '../api/client';

export interface Hit {
  id: string;
  /** What it stands below in the palette. */
  kind: 'Pages' | 'Workflows' | 'Events' | 'Runs' | 'Schemas';
  label: string;
  detail?: string;
  icon: Icon;
  to: string;
  /** The keys that go there too. */
  keys?: string;
}

/** How many letters a search has at least. */
export const SHORTEST = 2;

const RUN_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MANY = 100;

/** How well a thing fits what was typed: the lower, the better; its names in the order in which they count. */
export function rank(search: string, names: readonly string[]): number {
  const wanted = search.toLowerCase();
  const ranks = names.map((name) => {
    const text = name.toLowerCase();
    if (text === wanted) return 0;
    if (text.startsWith(wanted)) return 1;
    return new RegExp(`[^a-z0-9]${wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`).test(text) ? 2 : 3;
  });
  return Math.min(...ranks);
}

/** Those that fit best; of equals the shorter name first. */
export function best<T>(items: readonly T[], search: string, namesOf: (item: T) => readonly string[], count: number): T[] {
  return items
    .map((item) => ({ item, names: namesOf(item) }))
    .map(({ item, names }) => ({ item, rank: rank(search, names), length: names[0]!.length }))
    .sort((a, b) => a.rank - b.rank || a.length - b.length)
    .slice(0, count)
    .map(({ item }) => item);
}

/** Event types, workflows, runs and schemas that are called what was typed. */
export async function find(search: string, signal: AbortSignal): Promise<Hit[]> {
  const [types, workflows, runs, schemas] = await Promise.all([
    unwrap(api.GET('/v1/event-types', { params: { query: { search, limit: MANY } }, signal })),
    unwrap(api.GET('/v1/workflows', { params: { query: { search, limit: MANY } }, signal })),
    RUN_ID.test(search) ? { items: [] } : unwrap(api.GET('/v1/runs', { params: { query: { search, limit: 4 } }, signal })),
    unwrap(api.GET('/v1/schemas', { params: { query: { search, limit: MANY } }, signal })),
  ]);
  return [
    ...(RUN_ID.test(search) ? [{ id: `run:${search}`, kind: 'Runs' as const, label: `Run ${search}`, icon: IconPlayerPlay, to: `/runs/${search}` }] : []),
    ...best(workflows.items, search, ({ name, key }) => [name, key], 5).map(({ key, name }) => ({
      id: `workflow:${key}`, kind: 'Workflows' as const, label: name, detail: key, icon: IconSitemap, to: `/workflows/${key}`,
    })),
    ...best(types.items, search, ({ name, type }) => [name, type], 6).map(({ type, name }) => ({
      id: `type:${type}`, kind: 'Events' as const, label: name, detail: type, icon: IconBolt, to: `/catalog?event=${encodeURIComponent(type)}`,
    })),
    ...runs.items.map((run) => ({
      id: `run:${run.id}`, kind: 'Runs' as const, label: `${run.workflow} · ${run.status.toLowerCase()}`, detail: run.correlationId ? `${run.correlationId} · ${run.id}` : run.id,
      icon: IconPlayerPlay, to: `/runs/${run.id}`,
    })),
    ...best(schemas.items, search, ({ ref }) => [ref], 3).map(({ ref }) => ({
      id: `schema:${ref}`, kind: 'Schemas' as const, label: ref, icon: IconBraces, to: `/schemas/${encodeURIComponent(ref)}`,
    })),
  ];
}
