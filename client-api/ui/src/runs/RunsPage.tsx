import { Button, Group } from '@mantine/core';
import { IconArrowUp, IconPlayerPlay } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { LiveMark } from '../live/LiveMark';
import { useSession } from '../session/SessionProvider';
import { DataRows, RowSkeletons } from '../shared/DataRows';
import { EmptyState } from '../shared/EmptyState';
import { ErrorState } from '../shared/ErrorState';
import { PageHeader } from '../shared/PageHeader';
import { useUrlState } from '../shared/useUrlState';
import { BulkBar } from './BulkBar';
import { ExportMenu } from './ExportMenu';
import { isFiltered, periods, readFilter } from './filter';
import { JobPanel } from './JobPanel';
import { runColumns } from './runColumns';
import { RunFilters } from './RunFilters';
import { StatusTiles } from './StatusTiles';
import { useRuns, useRunSummary } from './useRuns';
import classes from './RunsPage.module.css';

const NONE: ReadonlySet<string> = new Set();

/** The list of runs. */
export function RunsPage() {
  const { may } = useSession();
  const [parameters, change] = useUrlState();
  const address = parameters.toString();
  const filter = useMemo(() => readFilter(new URLSearchParams(address)), [address]);
  const { list, rows, live, unseen, refresh } = useRuns(filter);
  const summary = useRunSummary(filter);
  const [selected, setSelected] = useState(NONE);
  const clear = useCallback(() => setSelected(NONE), []);
  const job = parameters.get('job');
  const period = periods.find(({ value }) => value === filter.values.period)?.label.toLowerCase() ?? 'last 7 days';

  return (
    <>
      <PageHeader
        title="Runs"
        subtitle="What every workflow did, and what it is doing now."
        actions={
          <Group gap="sm">
            <LiveMark state={live} />
            <ExportMenu filter={filter} />
          </Group>
        }
      />
      <StatusTiles summary={summary.data} selected={filter.status} onChange={(status) => change({ status: status.join(',') })} period={period} />
      <RunFilters filter={filter} />
      {unseen > 0 && (
        <div className={classes.fresh}>
          <Button size="compact-sm" radius="xl" leftSection={<IconArrowUp size={14} aria-hidden="true" />} onClick={refresh}>
            {unseen > 99 ? '99+ new' : `${unseen} new`}
          </Button>
        </div>
      )}
      {list.isPending && <RowSkeletons />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && (
        <EmptyState icon={IconPlayerPlay} title={isFiltered(filter) ? 'No run matches' : 'Nothing has run yet'}>
          {isFiltered(filter)
            ? 'Take a filter away, or look at a longer time.'
            : 'Publish a workflow with a trigger, then simulate its event in the event catalog: the run shows up here.'}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <DataRows
          label="Runs"
          rows={rows}
          columns={runColumns}
          rowKey={(run) => run.id}
          to={(run) => `/runs/${run.id}`}
          rowHeight={40}
          hasMore={list.hasNextPage}
          isLoadingMore={list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
          selection={may('operate') ? { selected, onChange: setSelected } : undefined}
        />
      )}
      {selected.size > 0 && (
        <BulkBar selected={selected} loaded={rows.length} hasMore={list.hasNextPage} filter={filter} onClear={clear} onJob={(id) => change({ job: id })} />
      )}
      {job && <JobPanel id={job} onClose={() => change({ job: null })} />}
    </>
  );
}
