import { Button, Group, Indicator, Popover, Select, Stack, TextInput } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconX } from '@tabler/icons-react';
import { api, unwrap } from '../api/client';
import { Filters } from '../shared/Filters';
import { SearchInput } from '../shared/SearchInput';
import { SearchSelect } from '../shared/SearchSelect';
import { useUrlState } from '../shared/useUrlState';
import { titleOf } from '../shared/Tag';
import { isFiltered, NO_FILTER, origins, periods, sorts, type FilterKey, type RunFilter } from './filter';
import { SavedViewsMenu } from './SavedViewsMenu';

/** Filters that are set seldom, with what the chips call them. */
const MORE: Partial<Record<FilterKey, string>> = {
  version: 'Version', origin: 'Started by', error: 'Error', correlation: 'Correlation', tag: 'Tag', from: 'From', to: 'Before',
};

/** What selects the runs of the list. All of it is in the address. */
export function RunFilters({ filter }: { filter: RunFilter }) {
  const [, change] = useUrlState();
  const { values } = filter;
  const more = (Object.keys(MORE) as FilterKey[]).filter((key) => values[key]);
  return (
    <>
      <Filters isTight={more.length > 0}>
        <SearchInput label="Search runs" placeholder="Run id, correlation, error, tag…" value={values.q ?? ''} onChange={(q) => change({ q })} />
        <SearchSelect
          aria-label="Workflow"
          placeholder="Any workflow"
          nothing="No workflow is called that."
          queryKey={['workflows', 'choice']}
          find={findWorkflows}
          value={values.workflow ?? null}
          onChange={(workflow) => change({ workflow, version: null })}
          w={200}
          comboboxProps={{ width: 340, position: 'bottom-start', shadow: 'md' }}
        />
        <Select
          aria-label="Started in"
          placeholder="Any time"
          data={periods.map(({ value, label }) => ({ value, label }))}
          value={values.period ?? null}
          onChange={(period) => change({ period, from: null, to: null })}
          clearable
          w={150}
        />
        <MoreFilters values={values} count={more.length} />
        <Select
          aria-label="Order"
          data={sorts.map(({ value, label }) => ({ value, label }))}
          value={filter.sort}
          onChange={(sort) => change({ sort: sort === sorts[0].value ? null : sort })}
          allowDeselect={false}
          w={180}
        />
        <SavedViewsMenu />
        {isFiltered(filter) && (
          <Button variant="subtle" color="gray" onClick={() => change(NO_FILTER)}>
            Clear filters
          </Button>
        )}
      </Filters>
      {more.length > 0 && (
        <Group gap="xs" mb="md">
          {more.map((key) => (
            <Button
              key={key}
              size="compact-xs"
              variant="default"
              rightSection={<IconX size={12} aria-hidden="true" />}
              onClick={() => change({ [key]: null })}
              aria-label={`Take the filter away: ${MORE[key]} ${values[key]}`}
            >
              {MORE[key]}: {key === 'origin' ? titleOf(values[key]!) : values[key]}
            </Button>
          ))}
        </Group>
      )}
    </>
  );
}

const findWorkflows = (search: string | undefined, signal: AbortSignal) =>
  unwrap(api.GET('/v1/workflows', { params: { query: { search, limit: 50 } }, signal })).then(({ items }) => items.map(({ key, name }) => ({ value: key, label: name })));

function MoreFilters({ values, count }: { values: RunFilter['values']; count: number }) {
  const [, change] = useUrlState();
  const text = (key: FilterKey, label: string, placeholder: string, type?: string) => (
    <TextInput
      label={label}
      placeholder={placeholder}
      type={type}
      defaultValue={values[key] ?? ''}
      onBlur={(event) => change({ [key]: event.currentTarget.value.trim() })}
      onKeyDown={(event) => event.key === 'Enter' && change({ [key]: event.currentTarget.value.trim() })}
      key={`${key}:${values[key] ?? ''}`}
    />
  );
  return (
    <Popover width={320} position="bottom-start" shadow="md" trapFocus returnFocus withinPortal>
      <Indicator label={count} size={16} disabled={count === 0}>
        <Popover.Target>
          <Button variant="default" fullWidth leftSection={<IconAdjustmentsHorizontal size={15} aria-hidden="true" />} aria-label={count > 0 ? `More filters, ${count} set` : 'More filters'}>
            More
          </Button>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Select
            label="Started by"
            placeholder="Anything"
            data={origins.map((value) => ({ value, label: titleOf(value) }))}
            value={values.origin ?? null}
            onChange={(origin) => change({ origin })}
            clearable
            comboboxProps={{ withinPortal: false }}
          />
          {text('error', 'Error code', 'CONNECTION_FAILED')}
          {text('correlation', 'Correlation id, exactly', 'ORD-1042')}
          {text('version', 'Version', values.workflow ? '3' : 'Choose a workflow first', 'number')}
          {text('tag', 'Tag', 'month-end')}
          {text('from', 'Started from', '', 'datetime-local')}
          {text('to', 'Started before', '', 'datetime-local')}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
