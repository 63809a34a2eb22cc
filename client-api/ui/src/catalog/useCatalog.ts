import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';
import type { CatalogFilter } from './model';

/** The entries that a filter selects, page by page. */
export function useCatalog({ search, category, status, source, sort }: CatalogFilter, limit: number) {
  return useInfiniteQuery({
    queryKey: ['catalog', { search, category, status, source, sort, limit }],
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/v1/event-types', {
        params: {
          query: {
            search: search || undefined,
            category: category ?? undefined,
            status: status ?? undefined,
            source: source ?? undefined,
            sort: sort === 'activity' ? 'activity' : 'category',
            cursor: pageParam,
            limit,
          },
        },
        signal,
      })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
}

/** The categories with their sizes. */
export const useCategories = () =>
  useQuery({ queryKey: ['catalog', 'categories'], queryFn: ({ signal }) => unwrap(api.GET('/v1/event-types/categories', { signal })), staleTime: 60_000 });

/** One entry with its schema. */
export const useEventType = (type: string) =>
  useQuery({
    queryKey: ['catalog', 'entry', type],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/event-types/{type}', { params: { path: { type } }, signal })),
    enabled: type !== '',
  });

/** The workflows that listen to an event type. */
export const useAttached = (type: string) =>
  useQuery({
    queryKey: ['catalog', 'attached', type],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/event-types/{type}/workflows', { params: { path: { type }, query: { limit: 100 } }, signal })),
    enabled: type !== '',
  });
