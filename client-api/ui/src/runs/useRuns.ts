import { useInfiniteQuery, useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { api, unwrap, type Schemas } from '../api/client';
import { renew } from '../live/renew';
import { useLive } from '../live/useLive';
import { matches, sorts, toQuery, type RunFilter } from './filter';
import { LatestRuns, mergeRuns, readLiveRun } from './liveRuns';

type Page = Schemas['PageOfRunBody'];

const PAGE_SIZE = 200;
const POLL_MS = 5_000;
const MERGE_MS = 500;
const SUMMARY_MS = 3_000;

/** The runs that the filter selects, page by page, kept up to date. */
export function useRuns(filter: RunFilter) {
  const queries = useQueryClient();
  const filterKey = JSON.stringify(filter);
  const queryKey = useMemo(() => ['runs', filterKey], [filterKey]);
  const [unseen, setUnseen] = useState(0);
  const latest = useRef(new LatestRuns());

  const workflow = filter.values.workflow;
  const live = useLive(`/v1/stream?kind=run${workflow ? `&workflow=${encodeURIComponent(workflow)}` : ''}`, (event) => {
    if (event.type === 'gap') void renew(queries, queryKey);
    const told = event.type === 'run' ? readLiveRun(event.data) : null;
    if (told) latest.current.add(told);
  });

  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/v1/runs', { params: { query: { ...toQuery(filter, Date.now()), cursor: pageParam, limit: PAGE_SIZE } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    structuralSharing: false,
    refetchOnWindowFocus: false,
    refetchInterval: (query) => (live === 'live' || (query.state.data?.pages.length ?? 0) > 1 ? false : POLL_MS),
  });

  useEffect(() => setUnseen(0), [filterKey, list.dataUpdatedAt]);
  useEffect(() => {
    const timer = setInterval(() => {
      const came = latest.current.take();
      const data = queries.getQueryData<InfiniteData<Page>>(queryKey);
      if (came.size === 0 || !data) return;
      const now = Date.now();
      const canPrepend = filter.sort === sorts[0].value && window.scrollY < 80;
      const merged = mergeRuns(data.pages, came, (run) => matches(filter, run, now), canPrepend);
      const updatedAt = queries.getQueryState(queryKey)?.dataUpdatedAt;
      queries.setQueryData(queryKey, { ...data, pages: merged.pages }, { updatedAt });
      if (merged.unseen > 0) setUnseen((count) => count + merged.unseen);
    }, MERGE_MS);
    return () => clearInterval(timer);
  }, [queries, queryKey, filter]);

  /** Reads the list again from its top. */
  const refresh = useCallback(() => {
    setUnseen(0);
    window.scrollTo({ top: 0 });
    queries.setQueryData<InfiniteData<Page>>(queryKey, (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) });
    void queries.invalidateQueries({ queryKey });
  }, [queries, queryKey]);

  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return { list, rows, live, unseen, refresh };
}

/** How many runs are where, for a workflow or for all. */
export function useRunSummary(filter: RunFilter) {
  const { workflow, period } = filter.values;
  return useQuery({
    queryKey: ['run-summary', workflow, period],
    queryFn: ({ signal }) => {
      const { from } = toQuery({ status: [], sort: '', values: { period } }, Date.now());
      return unwrap(api.GET('/v1/runs/summary', { params: { query: { workflow, from } }, signal }));
    },
    refetchInterval: SUMMARY_MS,
    placeholderData: (before) => before,
  });
}
