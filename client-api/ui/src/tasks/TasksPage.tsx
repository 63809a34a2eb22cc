import { Button, Drawer, Group, SegmentedControl, Select } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChecklist } from '@tabler/icons-react';
import { useMemo } from 'react';
import { DataRows, RowSkeletons } from '../shared/DataRows';
import { EmptyState } from '../shared/EmptyState';
import { ErrorState } from '../shared/ErrorState';
import { useEscape } from '../shared/keys';
import { PageHeader } from '../shared/PageHeader';
import { useUrlState } from '../shared/useUrlState';
import { readTaskFilter } from './model';
import { taskColumns } from './taskColumns';
import { TaskDetail } from './TaskDetail';
import { useTasks } from './useTasks';
import classes from './TasksPage.module.css';

/** The tasks that runs wait for people with. J and K move, Enter opens, C claims, Ctrl+Enter completes, Esc closes. */
export function TasksPage() {
  const [parameters, change] = useUrlState();
  const address = parameters.toString();
  const filter = useMemo(() => readTaskFilter(new URLSearchParams(address)), [address]);
  const list = useTasks(filter);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const isNarrow = useMediaQuery('(max-width: 62em)') ?? false;
  const open = parameters.get('task');
  const isBeside = open !== null && !isNarrow;
  const columns = useMemo(() => taskColumns(isBeside), [isBeside]);
  const isFiltered = filter.whose !== 'all' || filter.due !== null || filter.run !== null || filter.status !== 'open';
  const clear = () => change({ whose: null, status: null, due: null, run: null });

  const close = () => {
    change({ task: null });
    document.querySelector<HTMLAnchorElement>(`a[href*="task=${open}"]`)?.focus();
  };
  const done = () => {
    const at = rows.findIndex(({ id }) => id === open);
    const next = filter.status === 'open' ? (rows[at + 1] ?? rows[at - 1]) : null;
    change({ task: next?.id ?? null });
  };
  useEscape(isBeside, close);
  const hrefOf = (id: string) => {
    const next = new URLSearchParams(parameters);
    next.set('task', id);
    return `/tasks?${next}`;
  };
  return (
    <>
      <PageHeader title="Tasks" subtitle="What runs wait for people to do." />
      <Group gap="xs" mb="md">
        <SegmentedControl
          size="xs"
          aria-label="Whose"
          data={[{ value: 'all', label: 'Everybody’s' }, { value: 'mine', label: 'Mine' }, { value: 'unclaimed', label: 'Unclaimed' }]}
          value={filter.whose}
          onChange={(whose) => change({ whose: whose === 'all' ? null : whose })}
        />
        <SegmentedControl
          size="xs"
          aria-label="Status"
          data={[{ value: 'open', label: 'Open' }, { value: 'closed', label: 'Closed' }, { value: 'all', label: 'All' }]}
          value={filter.status}
          onChange={(status) => change({ status: status === 'open' ? null : status })}
        />
        <Select
          size="xs"
          aria-label="Due"
          placeholder="Due any time"
          data={[{ value: 'overdue', label: 'Overdue' }, { value: 'today', label: 'Due in 24 hours' }, { value: 'week', label: 'Due in 7 days' }]}
          value={filter.due}
          onChange={(due) => change({ due })}
          clearable
          w={150}
        />
        {isFiltered && (
          <Button size="xs" variant="subtle" color="gray" onClick={clear}>
            Clear filters
          </Button>
        )}
      </Group>
      <div className={classes.inbox} data-open={isBeside || undefined}>
        <div className={classes.list}>
          {list.isPending && <RowSkeletons />}
          {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
          {list.isSuccess && rows.length === 0 && (
            <EmptyState icon={IconChecklist} title={isFiltered ? 'No task matches' : 'Nothing to do'} action={isFiltered && <Button variant="default" onClick={clear}>Clear filters</Button>}>
              {isFiltered ? 'Take a filter away to see more.' : 'When a run comes to a step for a person, its task shows up here.'}
            </EmptyState>
          )}
          {rows.length > 0 && (
            <DataRows
              label="Tasks"
              rows={rows}
              columns={columns}
              rowKey={(task) => task.id}
              to={(task) => hrefOf(task.id)}
              isCurrent={(task) => task.id === open}
              hasMore={list.hasNextPage}
              isLoadingMore={list.isFetchingNextPage}
              onMore={() => void list.fetchNextPage()}
            />
          )}
        </div>
        {isNarrow ? (
          <Drawer opened={open !== null} onClose={close} withCloseButton={false} size="min(560px, 100%)" aria-label="Task">
            {open && <TaskDetail id={open} onClose={close} onDone={done} />}
          </Drawer>
        ) : (
          open && (
            <aside className={classes.side} aria-label="Open task">
              <TaskDetail id={open} onClose={close} onDone={done} />
            </aside>
          )
        )}
      </div>
    </>
  );
}
