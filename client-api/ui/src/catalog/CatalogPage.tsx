import { Button, Center, SegmentedControl, SimpleGrid, Skeleton, Text, Title, VisuallyHidden } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconBolt, IconLayoutGrid, IconList, IconPlus } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useSession } from '../session/SessionProvider';
import { DataRows, RowSkeletons } from '../shared/DataRows';
import { EmptyState } from '../shared/EmptyState';
import { ErrorState } from '../shared/ErrorState';
import { PageHeader } from '../shared/PageHeader';
import { useUrlState } from '../shared/useUrlState';
import { CatalogFilters } from './CatalogFilters';
import { catalogColumns } from './catalogColumns';
import { EventCard } from './EventCard';
import { EventDrawer } from './EventDrawer';
import { isNarrowed, NO_FILTER, readFilter, type EventType } from './model';
import { useCatalog } from './useCatalog';

const SimulateDialog = lazy(() => import('./SimulateDialog'));
const MetricsDialog = lazy(() => import('./MetricsDialog'));
const NewWorkflowDialog = lazy(() => import('../workflows/NewWorkflowDialog'));
const DefineDialog = lazy(() => import('./DefineDialog'));

/** The events that there are: find one, see what it carries, try it, put a workflow on it. */
export function CatalogPage() {
  const { may } = useSession();
  const [parameters, change] = useUrlState();
  const [view, setView] = useLocalStorage<'cards' | 'list'>({ key: 'workflows.catalog.view', defaultValue: 'cards' });
  const filter = readFilter(parameters);
  const catalog = useCatalog(filter, view === 'cards' ? 24 : 50);
  const entries = catalog.data?.pages.flatMap((page) => page.items) ?? [];
  const total = catalog.data?.pages[0]?.total ?? 0;
  const dialog = { event: parameters.get('event') ?? '', action: parameters.get('do') };
  const close = () => change({ do: null, range: null, simulated: null, correlation: null });
  const define = () => change({ do: 'define', event: null }, { push: true });

  return (
    <>
      <PageHeader
        title="Event catalog"
        subtitle="Every event that workflows can listen to: what it carries, how often it comes, and what it starts."
        actions={may('manage') && (
          <Button leftSection={<IconPlus size={16} />} onClick={define}>
            Define an event
          </Button>
        )}
      />
      <CatalogFilters filter={filter} onChange={change}>
        <SegmentedControl
          ml="auto"
          size="sm"
          value={view}
          onChange={(next) => setView(next as 'cards' | 'list')}
          aria-label="Show as"
          data={[
            { value: 'cards', label: <ViewLabel icon={IconLayoutGrid} text="Cards" /> },
            { value: 'list', label: <ViewLabel icon={IconList} text="List" /> },
          ]}
        />
      </CatalogFilters>
      {catalog.isPending && (view === 'cards' ? <CardSkeletons /> : <RowSkeletons />)}
      {catalog.isError && <ErrorState error={catalog.error} onRetry={() => void catalog.refetch()} />}
      {catalog.isSuccess && entries.length === 0 && (
        <EmptyState
          icon={IconBolt}
          title={isNarrowed(filter) ? 'No event matches' : 'The catalog is empty'}
          action={isNarrowed(filter) ? (
            <Button variant="default" onClick={() => change(NO_FILTER)}>
              Clear filters
            </Button>
          ) : may('manage') && <Button onClick={define}>Define an event</Button>}
        >
          {isNarrowed(filter) ? 'Try another word, or take a filter away.' : 'Define an event of your own to begin.'}
        </EmptyState>
      )}
      {entries.length > 0 && (
        <>
          <Text size="sm" c="dimmed" mb="xs" className="numeric" aria-live="polite">
            Showing 1 to {entries.length} of {total}
          </Text>
          {view === 'cards' ? (
            <CardGroups entries={entries} isByCategory={filter.sort === 'name'} />
          ) : (
            <DataRows
              label="Event types"
              rows={entries}
              columns={catalogColumns}
              rowKey={(entry) => entry.type}
              to={(entry) => linkTo(parameters, entry.type)}
              isCurrent={(entry) => entry.type === dialog.event}
              hasMore={catalog.hasNextPage}
              isLoadingMore={catalog.isFetchingNextPage}
              onMore={() => void catalog.fetchNextPage()}
            />
          )}
          {view === 'cards' && catalog.hasNextPage && (
            <Center mt="lg">
              <Button variant="default" loading={catalog.isFetchingNextPage} onClick={() => void catalog.fetchNextPage()}>
                Show more
              </Button>
            </Center>
          )}
        </>
      )}
      <EventDrawer type={dialog.action ? '' : dialog.event} onClose={() => change({ event: null })} />
      <Suspense>
        {dialog.action === 'simulate' && <SimulateDialog type={dialog.event} correlation={parameters.get('correlation')} onClose={close} />}
        {dialog.action === 'metrics' && <MetricsDialog type={dialog.event} onClose={close} />}
        {dialog.action === 'attach' && <NewWorkflowDialog event={dialog.event} onClose={close} />}
        {dialog.action === 'define' && <DefineDialog onClose={close} />}
      </Suspense>
    </>
  );
}

/** The cards; below the names of their categories when that is their order. */
function CardGroups({ entries, isByCategory }: { entries: readonly EventType[]; isByCategory: boolean }) {
  const groups = isByCategory ? Map.groupBy(entries, (entry) => entry.category) : new Map([['', [...entries]]]);
  return [...groups].map(([category, members]) => (
    <section key={category} aria-label={category || 'Events'}>
      {category && (
        <Title order={2} size="h3" mt="md" mb="sm">
          {category}
        </Title>
      )}
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} spacing="md">
        {members.map((entry) => (
          <EventCard key={entry.type} entry={entry} />
        ))}
      </SimpleGrid>
    </section>
  ));
}

function linkTo(parameters: URLSearchParams, type: string): string {
  const next = new URLSearchParams(parameters);
  next.set('event', type);
  next.delete('do');
  return `/catalog?${next}`;
}

function ViewLabel({ icon: Picture, text }: { icon: typeof IconList; text: string }) {
  return (
    <Center>
      <Picture size={16} aria-hidden="true" />
      <VisuallyHidden>{text}</VisuallyHidden>
    </Center>
  );
}

function CardSkeletons() {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} spacing="md" role="status" aria-label="Loading">
      {Array.from({ length: 12 }, (_, index) => (
        <Skeleton key={index} height={178} radius="md" />
      ))}
    </SimpleGrid>
  );
}
