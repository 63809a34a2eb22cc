import { Button, Group, Select } from '@mantine/core';
import { IconFileImport, IconPlus, IconSitemap } from '@tabler/icons-react';
import { lazy, Suspense, useMemo } from 'react';
import { useSession } from '../session/SessionProvider';
import { DataRows, RowSkeletons } from '../shared/DataRows';
import { EmptyState } from '../shared/EmptyState';
import { ErrorState } from '../shared/ErrorState';
import { PageHeader } from '../shared/PageHeader';
import { SearchInput } from '../shared/SearchInput';
import { useUrlState } from '../shared/useUrlState';
import { CountTiles } from './CountTiles';
import { countStatuses, isNarrowed, readFilter, select } from './model';
import { useListenedEvents, useListeners, useWorkflows } from './useWorkflows';
import { workflowColumns } from './workflowColumns';

const NewWorkflowDialog = lazy(() => import('./NewWorkflowDialog'));
const ImportDialog = lazy(() => import('./ImportDialog'));

const NOBODY: ReadonlySet<string> = new Set();
const ROW_HEIGHT = 58;

/** The workflows of the tenant. */
export function WorkflowsPage() {
  const { may } = useSession();
  const [parameters, change] = useUrlState();
  const filter = readFilter(parameters);
  const workflows = useWorkflows();
  const events = useListenedEvents();
  const listeners = useListeners(filter.event);
  const all = workflows.data;
  const counts = useMemo(() => (all ? countStatuses(all) : undefined), [all]);
  const rows = all ? select(all, filter, listeners.data ?? NOBODY) : [];
  const action = parameters.get('do');
  const open = (name: string) => change({ do: name }, { push: true });
  const close = () => change({ do: null });
  const isPending = workflows.isPending || (filter.event !== null && listeners.isPending);
  const error = workflows.error ?? listeners.error;

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
      <CountTiles counts={counts} selected={filter.status} onSelect={(status) => change({ status })} />
      <Group gap="xs" mb="md">
        <SearchInput label="Search workflows" placeholder="Search name, key or description" value={filter.search} onChange={(q) => change({ q })} />
        <Select
          aria-label="Trigger"
          placeholder="Any trigger"
          data={[...new Set([...(filter.event ? [filter.event] : []), ...(events.data ?? [])])]}
          value={filter.event}
          onChange={(event) => change({ event })}
          searchable
          clearable
          w={230}
        />
        <Select
          aria-label="Order"
          data={[{ value: 'name', label: 'By name' }, { value: 'updated', label: 'Latest change' }, { value: 'created', label: 'Newest' }]}
          value={filter.sort}
          onChange={(sort) => change({ sort: sort === 'name' ? null : sort })}
          allowDeselect={false}
          w={150}
        />
        {isNarrowed(filter) && (
          <Button variant="subtle" color="gray" onClick={() => change({ q: null, status: null, event: null })}>
            Clear filters
          </Button>
        )}
      </Group>
      {error && <ErrorState error={error} onRetry={() => void Promise.all([workflows.refetch(), filter.event && listeners.refetch()])} />}
      {!error && isPending && <RowSkeletons height={ROW_HEIGHT} />}
      {!error && !isPending && rows.length === 0 && (
        isNarrowed(filter) ? (
          <EmptyState icon={IconSitemap} title="No workflow matches" action={<Button variant="default" onClick={() => change({ q: null, status: null, event: null })}>Clear the filters</Button>}>
            Try another word, or take a filter away.
          </EmptyState>
        ) : (
          <EmptyState icon={IconSitemap} title="There are no workflows yet" action={may('manage') && <Button onClick={() => open('new')}>Make the first one</Button>}>
            A workflow listens to an event and runs its steps. Make one here, or attach one to an event in the catalog.
          </EmptyState>
        )
      )}
      {!error && !isPending && rows.length > 0 && (
        <DataRows label="Workflows" rows={rows} columns={workflowColumns} rowKey={({ key }) => key} to={({ key }) => `/workflows/${key}`} rowHeight={ROW_HEIGHT} />
      )}
      <Suspense>
        {action === 'new' && may('manage') && <NewWorkflowDialog onClose={close} />}
        {action === 'import' && may('admin') && <ImportDialog onClose={close} />}
      </Suspense>
    </>
  );
}
