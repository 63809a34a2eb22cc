import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, unwrap } from '../../api/client';
import { renew } from '../../live/renew';
import { useLive } from '../../live/useLive';
import { isOver } from '../status';

const POLL_MS = 3_000;

/** A run with all that its pages ask for under one key, so that one change renews it. */
const keyOf = (id: string, part: string, ...more: unknown[]) => ['run', id, part, ...more];

/** One run, renewed whenever something happens to it. */
export function useRun(id: string) {
  const queries = useQueryClient();
  const live = useLive(`/v1/runs/${id}/stream`, (event) => {
    if (event.type === 'run' || event.type === 'gap') void renew(queries, ['run', id]);
  });
  const run = useQuery({
    queryKey: keyOf(id, 'detail'),
    queryFn: ({ signal }) => unwrap(api.GET('/v1/runs/{id}', { params: { path: { id } }, signal })),
    refetchInterval: (query) => ((query.state.data && isOver(query.state.data.run.status)) || live === 'live' ? false : POLL_MS),
  });
  return { run, live };
}

const path = (id: string) => ({ path: { id } });

export const useRunSteps = (id: string) =>
  useQuery({ queryKey: keyOf(id, 'steps'), queryFn: ({ signal }) => unwrap(api.GET('/v1/runs/{id}/steps', { params: path(id), signal })) });

export const useRunTimeline = (id: string) =>
  useQuery({ queryKey: keyOf(id, 'timeline'), queryFn: ({ signal }) => unwrap(api.GET('/v1/runs/{id}/timeline', { params: path(id), signal })) });

export const useRunAudit = (id: string) =>
  useQuery({ queryKey: keyOf(id, 'audit'), queryFn: ({ signal }) => unwrap(api.GET('/v1/runs/{id}/audit', { params: { ...path(id), query: { limit: 200 } }, signal })) });

export const useRunWhy = (id: string, isWanted: boolean) =>
  useQuery({ queryKey: keyOf(id, 'why'), queryFn: ({ signal }) => unwrap(api.GET('/v1/runs/{id}/why', { params: path(id), signal })), enabled: isWanted });

export const useRunLogs = (id: string, level: string[], search: string | undefined) =>
  useQuery({
    queryKey: keyOf(id, 'logs', level, search),
    queryFn: ({ signal }) => unwrap(api.GET('/v1/runs/{id}/logs', { params: { ...path(id), query: { level: level.length > 0 ? level : undefined, search } }, signal })),
    placeholderData: (before) => before,
  });

export const useRunStep = (id: string, step: string) =>
  useQuery({
    queryKey: keyOf(id, 'step', step),
    queryFn: ({ signal }) => unwrap(api.GET('/v1/runs/{id}/steps/{step}', { params: { path: { id, step } }, signal })),
  });

/** The definition of the version that a run has. */
export const useDefinition = (workflow: string, version: number) =>
  useQuery({
    queryKey: ['workflow', workflow, 'version', version],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/workflows/{key}/versions/{version}', { params: { path: { key: workflow, version } }, signal })),
    staleTime: Infinity,
  });

/** The present moment, once a second while it is wanted. */
export function useNow(isWanted: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isWanted) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [isWanted]);
  return now;
}
