import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useSchemas } from './useSchemas';

/** Chooses a schema of the registry by its ref. */
export function SchemaSelect({ label, value, without, onChange }: { label: string; value: string; without?: string; onChange: (schemaRef: string | null) => void }) {
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search === value ? '' : search, 150);
  const found = useSchemas({ search: wanted || undefined });
  const refs = found.data?.pages.flatMap(({ items }) => items.map(({ ref }) => ref)) ?? [];
  return (
    <Select
      label={label}
      placeholder="Search the registry"
      data={[...new Set([...(value ? [value] : []), ...refs])].filter((ref) => ref !== without)}
      value={value || null}
      onChange={onChange}
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      nothingFoundMessage={found.isFetching ? 'Searching…' : 'No schema is called that.'}
      classNames={{ input: 'mono' }}
      searchable
      clearable
    />
  );
}
