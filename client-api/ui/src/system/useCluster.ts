import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';
import type { Cluster } from './load';

const POLL_MS = 5_000;

/** What the processes told, and when; and what they told before that, to see what happened in between. */
export interface Look {
  cluster: Cluster;
  at: number;
  before?: Omit<Look, 'before'>;
}

/** The processes and their load, looked at again every five seconds. */
export const useCluster = () =>
  useQuery({
    queryKey: ['cluster'],
    queryFn: async ({ signal, client }): Promise<Look> => {
      const cluster = await unwrap(api.GET('/v1/admin/cluster', { signal }));
      const last = client.getQueryData<Look>(['cluster']);
      return { cluster, at: performance.now(), before: last && { cluster: last.cluster, at: last.at } };
    },
    refetchInterval: POLL_MS,
  });
