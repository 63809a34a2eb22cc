import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

export interface Choice {
  value: string;
  label: string;
}

interface Props extends Pick<SelectProps, 'label' | 'description' | 'placeholder' | 'w' | 'classNames' | 'comboboxProps' | 'aria-label'> {
  value: string | null;
  onChange: (value: string | null) => void;
  /** The choices that a search finds; those that come first without one. Always the same function. */
  find: (search: string | undefined, signal: AbortSignal) => Promise<readonly Choice[]>;
  queryKey: readonly unknown[];
  /** What is said when a search finds nothing. */
  nothing: string;
  /** A choice that is not offered. */
  without?: string;
}

/** Chooses one of what the server has, however much that is: what is typed is searched for there. */
export function SearchSelect({ value, onChange, find, queryKey, nothing, without, ...select }: Props) {
  const [search, setSearch] = useState('');
  const [known, setKnown] = useState<Choice | null>(null);
  const own = value === null ? null : known?.value === value ? known : { value, label: value };
  // The field holds the choice's own name until somebody types.
  const [wanted] = useDebouncedValue(search === own?.label ? '' : search.trim(), 150);
  const found = useQuery({
    queryKey: [...queryKey, wanted],
    queryFn: ({ signal }) => find(wanted || undefined, signal),
    placeholderData: (before) => before,
    staleTime: 30_000,
  });
  const named = found.data?.find((choice) => choice.value === value);
  if (named && (named.value !== known?.value || named.label !== known.label)) setKnown(named);
  const others = (found.data ?? []).filter((choice) => choice.value !== without && choice.value !== value);
  return (
    <Select
      {...select}
      data={[...(own ? [own] : []), ...others]}
      value={value}
      onChange={(next, choice) => {
        if (choice) setKnown(choice);
        onChange(next);
      }}
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      nothingFoundMessage={found.isFetching ? 'Searching…' : found.isError ? 'The search did not work. Type again.' : nothing}
      searchable
      clearable
    />
  );
}
