import { Button, Group } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowUp, IconPlayerPlay } from '@tabler/icons-react';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { LiveMark } from '../live/LiveMark';
import { useSession } from '../session/SessionProvider';
import { DataRows, RowSkeletons } from '../shared/DataRows';
import { EmptyState } from '../shared/EmptyState';
import { ErrorState } from '../shared/ErrorState';
import { PageHeader } from '../shared/PageHeader';
import { useUrlState } from '../shared/useUrlState';
import { BulkBar } from './BulkBar';
import { ExportMenu } from './ExportMenu';
import { isFiltered, NO_FILTER, periods, readFilter, type RunFilter } from './filter';
import { JobPanel } from './JobPanel';
import { narrowRunColumns, runColumns } from './runColumns';
import { RunFilters } from './RunFilters';
import { StatusTiles } from './StatusTiles';
import { useRuns } from './useRuns';
import classes from './RunsPage.module.css';

type Run = Schemas['RunBody'];

const NONE: ReadonlySet<string> = new Set();
const keyOf = ({ id }: Run) => id;
const addressOf = ({ id }: Run) => `/runs/${id}`;

/** The list of runs. */
export function RunsPage() {
  const [parameters, change] = useUrlState();
  const address = parameters.toString();
  const filter = useMemo(() => readFilter(new URLSearchParams(address)), [address]);
  const { list, rows, live, unseen, refresh } = useRuns(filter);
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
      <StatusTiles filter={filter} onChange={(status) => change({ status: status.join(',') })} period={period} />
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
        isFiltered(filter) ? (
          <EmptyState icon={IconPlayerPlay} title="No run matches" action={<Button variant="default" onClick={() => change(NO_FILTER)}>Clear filters</Button>}>
            Take a filter away, or look at a longer time.
          </EmptyState>
        ) : (
          <EmptyState icon={IconPlayerPlay} title="Nothing has run yet" action={<Button component={Link} to="/catalog" variant="default">Go to the event catalog</Button>}>
            Publish a workflow with a trigger, then simulate its event in the catalog: the run shows up here.
          </EmptyState>
        )
      )}
      {rows.length > 0 && <RunList list={list} rows={rows} filter={filter} onJob={(id) => change({ job: id })} />}
      {job && <JobPanel id={job} onClose={() => change({ job: null })} />}
    </>
  );
}

/** The rows, and which of them are chosen: a choice renders nothing of the page around them again. */
function RunList({ list, rows, filter, onJob }: { list: ReturnType<typeof useRuns>['list']; rows: readonly Run[]; filter: RunFilter; onJob: (id: string) => void }) {
  const { may } = useSession();
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [selected, setSelected] = useState(NONE);
  // The ticks are painted first, then the bar.
  const chosen = useDeferredValue(selected);
  const clear = useCallback(() => setSelected(NONE), []);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const isSelectable = may('operate');
  const selection = useMemo(() => (isSelectable ? { selected, onChange: setSelected } : undefined), [isSelectable, selected]);
  return (
    <>
      <DataRows
        label="Runs"
        rows={rows}
        columns={isNarrow ? narrowRunColumns : runColumns}
        rowKey={keyOf}
        to={addressOf}
        rowHeight={isNarrow ? 52 : 40}
        hasMore={hasNextPage}
        isLoadingMore={isFetchingNextPage}
        onMore={more}
        selection={selection}
      />
      {chosen.size > 0 && <BulkBar selected={chosen} loaded={rows.length} hasMore={hasNextPage} filter={filter} onClear={clear} onJob={onJob} />}
    </>
  );
}
