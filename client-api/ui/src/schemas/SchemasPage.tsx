import { Button, Select, Text } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { DataRows, RowSkeletons, type Column } from '../shared/DataRows';
import { EmptyState } from '../shared/EmptyState';
import { ErrorState } from '../shared/ErrorState';
import { Filters } from '../shared/Filters';
import { Moment } from '../shared/Moment';
import { PageHeader } from '../shared/PageHeader';
import { SearchInput } from '../shared/SearchInput';
import { useUrlState } from '../shared/useUrlState';
import { SchemaStatus } from './SchemaStatus';
import { useSchemas, type Schema } from './useSchemas';

const columns: readonly Column<Schema>[] = [
  { id: 'ref', header: 'Schema', width: 'minmax(190px, 3fr)', cell: ({ ref }) => <span className="mono" title={ref}>{ref}</span> },
  { id: 'status', header: 'Status', width: 'minmax(64px, 128px)', cell: (schema) => <SchemaStatus schema={schema} /> },
  { id: 'by', header: 'Registered by', width: 'minmax(90px, 1fr)', cell: ({ createdBy }) => createdBy, isWideOnly: true },
  { id: 'changed', header: 'Changed', width: '110px', cell: ({ updatedAt }) => <Moment at={updatedAt} />, isWideOnly: true },
];

/** The schemas of the tenant, beside those of the system. */
export function SchemasPage() {
  const [parameters, change] = useUrlState();
  const filter = { search: parameters.get('q') ?? undefined, status: parameters.get('status') ?? undefined, source: parameters.get('source') ?? undefined };
  const schemas = useSchemas(filter);
  const rows = schemas.data?.pages.flatMap(({ items }) => items) ?? [];
  const isNarrowed = Object.values(filter).some(Boolean);
  const clear = () => change({ q: null, status: null, source: null });
  return (
    <>
      <PageHeader title="Schemas" subtitle="What events and workflows carry. A schema says what is checked, and what a change of it would break." />
      <Filters>
        <SearchInput label="Search schemas" placeholder="Search by ref" value={filter.search ?? ''} onChange={(q) => change({ q })} />
        <Select
          aria-label="Status"
          placeholder="Any status"
          data={[{ value: 'active', label: 'Active' }, { value: 'draft', label: 'Draft' }, { value: 'deprecated', label: 'Deprecated' }]}
          value={filter.status ?? null}
          onChange={(status) => change({ status })}
          clearable
          w={140}
        />
        <Select
          aria-label="Source"
          placeholder="Any source"
          data={[{ value: 'system', label: 'System' }, { value: 'tenant', label: 'Own schemas' }]}
          value={filter.source ?? null}
          onChange={(source) => change({ source })}
          clearable
          w={150}
        />
        {isNarrowed && (
          <Button variant="subtle" color="gray" onClick={clear}>
            Clear filters
          </Button>
        )}
      </Filters>
      {schemas.isPending && <RowSkeletons />}
      {schemas.isError && <ErrorState error={schemas.error} onRetry={() => void schemas.refetch()} />}
      {schemas.isSuccess && rows.length === 0 && (
        <EmptyState icon={IconBraces} title={isNarrowed ? 'No schema matches' : 'The registry is empty'} action={isNarrowed && <Button variant="default" onClick={clear}>Clear filters</Button>}>
          {isNarrowed ? 'Try another word, or take a filter away.' : 'A schema is registered with an event that you define in the catalog, or through the API.'}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <>
          <Text size="sm" c="dimmed" mb="xs" className="numeric" aria-live="polite">
            Showing 1 to {rows.length} of {schemas.data?.pages[0]?.total}
          </Text>
          <DataRows
            label="Schemas"
            rows={rows}
            columns={columns}
            rowKey={({ ref }) => ref}
            to={({ ref }) => `/schemas/${encodeURIComponent(ref)}`}
            rowHeight={40}
            hasMore={schemas.hasNextPage}
            isLoadingMore={schemas.isFetchingNextPage}
            onMore={() => void schemas.fetchNextPage()}
          />
        </>
      )}
    </>
  );
}
