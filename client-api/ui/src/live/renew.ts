import type { QueryClient, QueryKey } from '@tanstack/react-query';

/** Reads again what is shown under a key. A first read that is under way may have begun before the change: it is waited for, and followed by another. */
export async function renew(queries: QueryClient, queryKey: QueryKey): Promise<void> {
  await Promise.allSettled(queries.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' }).map(({ promise }) => promise));
  await queries.invalidateQueries({ queryKey });
}
