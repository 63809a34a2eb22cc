import { Anchor, Group, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { RunStatus } from '../runs/RunStatus';
import { DataRows, RowSkeletons, type Column } from '../shared/DataRows';
import { EmptyState } from '../shared/EmptyState';
import { ErrorState } from '../shared/ErrorState';
import { Moment } from '../shared/Moment';
import { formatDuration } from '../shared/time';
import { useRecentRuns, type Workflow } from './useWorkflows';

const COUNT = 50;

const columns: readonly Column<Schemas['RunBody']>[] = [
  { id: 'started', header: 'Started', width: 'minmax(100px, 1fr)', cell: (run) => <Moment at={run.startedAt} /> },
  { id: 'status', header: 'Status', width: '108px', cell: (run) => <RunStatus status={run.status} /> },
  { id: 'version', header: 'Version', width: '64px', cell: (run) => `v${run.version}`, isWideOnly: true },
  { id: 'correlation', header: 'Correlation', width: 'minmax(100px, 1.5fr)', cell: (run) => <span className="mono">{run.correlationId ?? '–'}</span>, isWideOnly: true },
  { id: 'error', header: 'Error', width: 'minmax(80px, 1.5fr)', cell: (run) => <span className="mono">{run.errorCode ?? ''}</span>, isWideOnly: true },
  { id: 'duration', header: 'Duration', width: '86px', align: 'right', cell: (run) => formatDuration(run.durationMs) },
];

/** The last runs of a workflow; the list of runs has the rest. */
export function RunsTab({ workflow: { key, publishedVersion } }: { workflow: Workflow }) {
  const runs = useRecentRuns(key, COUNT);
  if (runs.isPending) return <RowSkeletons />;
  if (runs.isError) return <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />;
  if (runs.data.length === 0) {
    return (
      <EmptyState icon={IconPlayerPlay} title="It has not run yet">
        {publishedVersion ? 'Start a run by hand, or simulate the event that it listens to.' : 'Publish its draft first: nothing runs before.'}
      </EmptyState>
    );
  }
  return (
    <>
      <Group justify="space-between" mb="xs">
        <Text size="sm" c="dimmed">{runs.data.length === COUNT ? `The last ${COUNT}` : 'All of them'}</Text>
        <Anchor component={Link} to={`/runs?workflow=${key}`} size="sm">Filter and search in all runs</Anchor>
      </Group>
      <DataRows label="Runs" rows={runs.data} columns={columns} rowKey={({ id }) => id} to={({ id }) => `/runs/${id}`} />
    </>
  );
}
