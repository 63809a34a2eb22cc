import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';
import { toProblem } from '../api/problem';
import { toTaskQuery, type Task, type TaskFilter } from './model';

const POLL_MS = 10_000;

/** The tasks that the filter selects. */
export const useTasks = (filter: TaskFilter) =>
  useInfiniteQuery({
    queryKey: ['tasks', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/v1/tasks', { params: { query: { ...toTaskQuery(filter, Date.now()), cursor: pageParam, limit: 100 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) > 1 ? false : POLL_MS),
  });

export const useTask = (id: string) =>
  useQuery({
    queryKey: ['tasks', 'one', id],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/tasks/{id}', { params: { path: { id } }, signal })),
  });

const COUNTED = 100;

/** How many tasks are open, "99+" for more than are counted; null where the server has no tasks. */
export function useOpenTasks(): string | null {
  const open = useQuery({
    queryKey: ['tasks', 'open'],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/tasks', { params: { query: { status: ['pending', 'claimed'], limit: COUNTED } }, signal })),
    refetchInterval: (query) => (query.state.error && toProblem(query.state.error).status === 404 ? false : 30_000),
  });
  const count = open.data?.items.length ?? 0;
  return count === 0 ? null : open.data?.nextCursor || count > 99 ? '99+' : String(count);
}

/** Changes a task, and renews what shows it. */
export function useTaskChange<T = void>(change: (value: T) => Promise<Task>, onDone?: (task: Task) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (task) => {
      queries.setQueryData(['tasks', 'one', task.id], task);
      onDone?.(task);
      void queries.invalidateQueries({ queryKey: ['tasks'] });
      void queries.invalidateQueries({ queryKey: ['run', task.runId] });
    },
  });
}
