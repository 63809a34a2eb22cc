import { Button, Select } from '@mantine/core';
import { IconFileImport, IconPlus, IconSitemap } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useSession } from '../session/SessionProvider';
import { DataRows, RowSkeletons } from '../shared/DataRows';
import { EmptyState } from '../shared/EmptyState';
import { ErrorState } from '../shared/ErrorState';
import { Filters } from '../shared/Filters';
import { PageHeader } from '../shared/PageHeader';
import { SearchInput } from '../shared/SearchInput';
import { useUrlState } from '../shared/useUrlState';
import { CountTiles } from './CountTiles';
import { isNarrowed, NO_FILTER, readFilter, TRIGGERS } from './model';
import { useListenedEvents, useWorkflows } from './useWorkflows';
import { workflowColumns } from './workflowColumns';

const NewWorkflowDialog = lazy(() => import('./NewWorkflowDialog'));
const ImportDialog = lazy(() => import('./ImportDialog'));

const ROW_HEIGHT = 58;

/** The workflows of the tenant. */
export function WorkflowsPage() {
  const { may } = useSession();
  const [parameters, change] = useUrlState();
  const filter = readFilter(parameters);
  const workflows = useWorkflows(filter);
  const events = useListenedEvents();
  const rows = workflows.data?.pages.flatMap(({ items }) => items) ?? [];
  const action = parameters.get('do');
  const open = (name: string) => change({ do: name }, { push: true });
  const close = () => change({ do: null });
  const started = filter.event ?? (filter.trigger && `:${filter.trigger}`);
  const listened = [...new Set([...(filter.event ? [filter.event] : []), ...(events.data ?? [])])];

  return (
    <>
      <PageHeader
        title="Workflows"
        subtitle="What happens after an event, a start by hand, or a schedule."
        actions={
          <>
            {may('admin') && (
              <Button variant="default" leftSection={<IconFileImport size={16} />} onClick={() => open('import')}>
                Import
              </Button>
            )}
            {may('manage') && (
              <Button leftSection={<IconPlus size={16} />} onClick={() => open('new')}>
                New workflow
              </Button>
            )}
          </>
        }
      />
      <CountTiles counts={workflows.data?.pages[0]?.counts} selected={filter.status} onSelect={(status) => change({ status })} />
      <Filters>
        <SearchInput label="Search workflows" placeholder="Search name, key or description" value={filter.search} onChange={(q) => change({ q })} />
        <Select
          aria-label="Started by"
          placeholder="Started by anything"
          data={[
            { group: 'Started by', items: Object.entries(TRIGGERS).map(([kind, label]) => ({ value: `:${kind}`, label })) },
            { group: 'The event', items: listened },
          ]}
          value={started}
          onChange={(next) => change(next?.startsWith(':') ? { trigger: next.slice(1), event: null } : { event: next, trigger: null })}
          searchable
          clearable
          w={230}
        />
        <Select
          aria-label="Order"
          data={[{ value: 'name', label: 'By name' }, { value: 'updated', label: 'Latest change' }, { value: 'key', label: 'By key' }]}
          value={filter.sort}
          onChange={(sort) => change({ sort: sort === 'name' ? null : sort })}
          allowDeselect={false}
          w={150}
        />
        {isNarrowed(filter) && (
          <Button variant="subtle" color="gray" onClick={() => change(NO_FILTER)}>
            Clear filters
          </Button>
        )}
      </Filters>
      {workflows.isError && <ErrorState error={workflows.error} onRetry={() => void workflows.refetch()} />}
      {workflows.isPending && <RowSkeletons height={ROW_HEIGHT} />}
      {workflows.isSuccess && rows.length === 0 && (
        isNarrowed(filter) ? (
          <EmptyState icon={IconSitemap} title="No workflow matches" action={<Button variant="default" onClick={() => change(NO_FILTER)}>Clear filters</Button>}>
            Try another word, or take a filter away.
          </EmptyState>
        ) : (
          <EmptyState icon={IconSitemap} title="There are no workflows yet" action={may('manage') && <Button onClick={() => open('new')}>Make the first one</Button>}>
            A workflow listens to an event and runs its steps. Make one here, or attach one to an event in the catalog.
          </EmptyState>
        )
      )}
      {rows.length > 0 && (
        <DataRows
          label="Workflows"
          rows={rows}
          columns={workflowColumns}
          rowKey={({ key }) => key}
          to={({ key }) => `/workflows/${key}`}
          rowHeight={ROW_HEIGHT}
          hasMore={workflows.hasNextPage}
          isLoadingMore={workflows.isFetchingNextPage}
          onMore={() => void workflows.fetchNextPage()}
        />
      )}
      <Suspense>
        {action === 'new' && may('manage') && <NewWorkflowDialog onClose={close} />}
        {action === 'import' && may('admin') && <ImportDialog onClose={close} />}
      </Suspense>
    </>
  );
}
