import { Button, Group, MultiSelect, Select } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, unwrap, type Schemas } from '../api/client';
import { DataRows, RowSkeletons, type Column } from '../shared/DataRows';
import { EmptyState } from '../shared/EmptyState';
import { ErrorState } from '../shared/ErrorState';
import { Moment } from '../shared/Moment';
import { PageHeader } from '../shared/PageHeader';
import { SearchInput } from '../shared/SearchInput';
import { formatDuration } from '../shared/time';
import { useUrlState } from '../shared/useUrlState';
import { RunStatus, runStatuses, titleOf } from './RunStatus';

type Run = Schemas['RunBody'];

const columns: readonly Column<Run>[] = [
  { id: 'workflow', header: 'Workflow', width: 'minmax(140px, 2fr)', cell: (run) => `${run.workflow} v${run.version}` },
  { id: 'status', header: 'Status', width: '108px', cell: (run) => <RunStatus status={run.status} /> },
  { id: 'correlation', header: 'Correlation', width: 'minmax(100px, 1.2fr)', cell: (run) => <span className="mono">{run.correlationId ?? '–'}</span>, isWideOnly: true },
  { id: 'origin', header: 'Started by', width: '92px', cell: (run) => titleOf(run.origin.toUpperCase()), isWideOnly: true },
  { id: 'error', header: 'Error', width: 'minmax(80px, 1.2fr)', cell: (run) => <span className="mono">{run.errorCode ?? ''}</span>, isWideOnly: true },
  { id: 'started', header: 'Started', width: '104px', cell: (run) => <Moment at={run.startedAt} /> },
  { id: 'duration', header: 'Duration', width: '86px', align: 'right', cell: (run) => formatDuration(run.durationMs), isWideOnly: true },
];

const PERIODS = { '1h': 3_600_000, '24h': 86_400_000, '7d': 7 * 86_400_000 } as const;

/** The list of runs. */
export function RunsPage() {
  const [parameters, change] = useUrlState();
  const status = parameters.getAll('status').flatMap((value) => value.split(',')).filter(Boolean);
  const workflow = parameters.get('workflow');
  const correlationId = parameters.get('q') ?? '';
  const period = parameters.get('period') as keyof typeof PERIODS | null;
  const isFiltered = status.length > 0 || Boolean(workflow) || correlationId !== '' || Boolean(period);

  const runs = useInfiniteQuery({
    queryKey: ['runs', { status, workflow, correlationId, period }],
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/v1/runs', {
        params: {
          query: {
            status: status.length > 0 ? status : undefined,
            workflow: workflow ?? undefined,
            correlationId: correlationId || undefined,
            from: period ? new Date(Date.now() - PERIODS[period]).toISOString() : undefined,
            cursor: pageParam,
            limit: 100,
          },
        },
        signal,
      })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) > 1 ? false : 5_000),
  });
  const workflows = useQuery({
    queryKey: ['workflows', 'names'],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/workflows', { params: { query: { limit: 200 } }, signal })),
    staleTime: 60_000,
  });
  const rows = runs.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <>
      <PageHeader title="Runs" subtitle="What every workflow did, and what it is doing now." />
      <Group gap="xs" mb="md">
        <SearchInput label="Correlation id" placeholder="Correlation id" value={correlationId} onChange={(q) => change({ q })} />
        <MultiSelect
          aria-label="Status"
          placeholder={status.length > 0 ? undefined : 'Any status'}
          data={runStatuses.map((value) => ({ value, label: titleOf(value) }))}
          value={status}
          onChange={(next) => change({ status: next.join(',') })}
          clearable
          miw={170}
          size="sm"
        />
        <Select
          aria-label="Workflow"
          placeholder="Any workflow"
          data={workflows.data?.items.map(({ key }) => key) ?? []}
          value={workflow}
          onChange={(next) => change({ workflow: next })}
          searchable
          clearable
        />
        <Select
          aria-label="Started in"
          placeholder="Any time"
          data={[{ value: '1h', label: 'Last hour' }, { value: '24h', label: 'Last 24 hours' }, { value: '7d', label: 'Last 7 days' }]}
          value={period}
          onChange={(next) => change({ period: next })}
          clearable
          w={150}
        />
        {isFiltered && (
          <Button variant="subtle" color="gray" onClick={() => change({ q: null, status: null, workflow: null, period: null })}>
            Clear filters
          </Button>
        )}
      </Group>
      {runs.isPending && <RowSkeletons />}
      {runs.isError && <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />}
      {runs.isSuccess && rows.length === 0 && (
        <EmptyState icon={IconPlayerPlay} title={isFiltered ? 'No run matches' : 'Nothing has run yet'}>
          {isFiltered
            ? 'Take a filter away, or look at a longer time.'
            : 'Publish a workflow with a trigger, then simulate its event in the event catalog: the run shows up here.'}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <DataRows
          label="Runs"
          rows={rows}
          columns={columns}
          rowKey={(run) => run.id}
          to={(run) => `/runs/${run.id}`}
          hasMore={runs.hasNextPage}
          isLoadingMore={runs.isFetchingNextPage}
          onMore={() => void runs.fetchNextPage()}
        />
      )}
    </>
  );
}
