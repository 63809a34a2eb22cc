import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap, type Schemas } from '../api/client';

export type Workflow = Schemas['WorkflowBody'];
export type Finding = Schemas['FindingBody'];

const MOST_PAGES = 25;

/** Every item of a list that is short enough to be held as a whole. */
async function allPages<T>(page: (cursor: string | undefined) => Promise<{ items: T[]; nextCursor?: string | null }>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (let count = 0; count < MOST_PAGES; count++) {
    const next = await page(cursor);
    items.push(...next.items);
    cursor = next.nextCursor ?? undefined;
    if (!cursor) break;
  }
  return items;
}

/** All workflows; search, filters and counts are made here, because a tenant has hundreds and not millions. */
export const useWorkflows = () =>
  useQuery({
    queryKey: ['workflows', 'all'],
    queryFn: ({ signal }) => allPages((cursor) => unwrap(api.GET('/v1/workflows', { params: { query: { limit: 200, cursor } }, signal }))),
    refetchInterval: 30_000,
  });

/** One workflow with its draft. */
export const useWorkflow = (key: string) =>
  useQuery({
    queryKey: ['workflow', key],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/workflows/{key}', { params: { path: { key } }, signal })),
  });

/** One published version, which never changes. */
export const useVersion = (key: string, version: number | null | undefined) =>
  useQuery({
    queryKey: ['workflow', key, 'version', version],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/workflows/{key}/versions/{version}', { params: { path: { key, version: version! } }, signal })),
    enabled: Boolean(version),
    staleTime: Infinity,
  });

/** The published versions, newest first. */
export const useVersions = (key: string) =>
  useQuery({
    queryKey: ['workflow', key, 'versions'],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/workflows/{key}/versions', { params: { path: { key } }, signal })).then(({ items }) => items),
  });

/** The last runs of a workflow. */
export const useRecentRuns = (key: string, limit = 20) =>
  useQuery({
    queryKey: ['runs', 'recent', key, limit],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/runs', { params: { query: { workflow: key, limit } }, signal })).then(({ items }) => items),
    staleTime: 10_000,
    refetchInterval: 15_000,
  });

/** The event types that published workflows listen to. */
export const useListenedEvents = () =>
  useQuery({
    queryKey: ['catalog', 'listened'],
    queryFn: ({ signal }) =>
      allPages((cursor) => unwrap(api.GET('/v1/event-types', { params: { query: { limit: 200, cursor } }, signal })))
        .then((types) => types.filter(({ attachedWorkflows }) => attachedWorkflows > 0).map(({ type }) => type).sort()),
    staleTime: 60_000,
  });

/** The keys of the workflows that listen to an event type, drafts too. */
export const useListeners = (type: string | null) =>
  useQuery({
    queryKey: ['catalog', 'listeners', type],
    queryFn: ({ signal }) =>
      allPages((cursor) => unwrap(api.GET('/v1/event-types/{type}/workflows', { params: { path: { type: type! }, query: { limit: 200, cursor } }, signal })))
        .then((workflows) => new Set(workflows.map(({ key }) => key))),
    enabled: type !== null,
  });

/** A change of workflows: what the console knows of them is asked again. */
export function useWorkflowCommand<Input, Output>(command: (input: Input) => Promise<Output>, onDone: (output: Output) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: command,
    onSuccess: async (output) => {
      await Promise.all(['workflows', 'workflow', 'catalog'].map((name) => queries.invalidateQueries({ queryKey: [name] })));
      onDone(output);
    },
  });
}
