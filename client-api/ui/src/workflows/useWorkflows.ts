import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap, type Schemas } from '../api/client';
import { toQuery, type WorkflowFilter } from './model';

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

/** The workflows that a filter selects, page by page, with how many there are of each status. */
export const useWorkflows = (filter: WorkflowFilter) =>
  useInfiniteQuery({
    queryKey: ['workflows', 'list', filter],
    queryFn: ({ pageParam, signal }) => unwrap(api.GET('/v1/workflows', { params: { query: { ...toQuery(filter), cursor: pageParam, limit: 100 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) > 1 ? false : 15_000),
    placeholderData: (before) => before,
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
