import { Button, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { Filters } from '../shared/Filters';
import { SearchInput } from '../shared/SearchInput';
import { isNarrowed, NO_FILTER, type CatalogFilter } from './model';
import { useCategories } from './useCatalog';

/** What narrows the catalog down. */
export function CatalogFilters({ filter, onChange, children }: {
  filter: CatalogFilter;
  onChange: (changes: Record<string, string | null>) => void;
  children: ReactNode;
}) {
  const categories = useCategories();
  return (
    <Filters>
      <SearchInput label="Search events" placeholder="Search name, type or description" value={filter.search} onChange={(q) => onChange({ q })} />
      <Select
        aria-label="Category"
        placeholder="Any category"
        data={categories.data?.items.map(({ category, eventTypes }) => ({ value: category, label: `${category} (${eventTypes})` })) ?? []}
        value={filter.category}
        onChange={(category) => onChange({ category })}
        searchable
        clearable
        w={190}
      />
      <Select
        aria-label="Status"
        placeholder="Any status"
        data={[
          { value: 'active', label: 'Active' }, { value: 'beta', label: 'Beta' }, { value: 'draft', label: 'Draft' }, { value: 'deprecated', label: 'Deprecated' },
        ]}
        value={filter.status}
        onChange={(status) => onChange({ status })}
        clearable
        w={140}
      />
      <Select
        aria-label="Source"
        placeholder="Any source"
        data={[{ value: 'system', label: 'System' }, { value: 'tenant', label: 'Own events' }]}
        value={filter.source}
        onChange={(source) => onChange({ source })}
        clearable
        w={140}
      />
      <Select
        aria-label="Order"
        data={[{ value: 'name', label: 'By category' }, { value: 'activity', label: 'Most active' }]}
        value={filter.sort}
        onChange={(sort) => onChange({ sort: sort === 'activity' ? sort : null })}
        allowDeselect={false}
        w={140}
      />
      {isNarrowed(filter) && (
        <Button variant="subtle" color="gray" onClick={() => onChange(NO_FILTER)}>
          Clear filters
        </Button>
      )}
      {children}
    </Filters>
  );
}
