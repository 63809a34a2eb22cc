import { api, unwrap } from '../api/client';
import { SearchSelect } from '../shared/SearchSelect';

/** Chooses a schema of the registry by its ref. */
export function SchemaSelect({ value, placeholder = 'Search the registry', onChange, ...select }: {
  label?: string;
  'aria-label'?: string;
  description?: string;
  placeholder?: string;
  value: string;
  without?: string;
  onChange: (schemaRef: string) => void;
}) {
  return (
    <SearchSelect
      {...select}
      placeholder={placeholder}
      nothing="No schema is called that."
      queryKey={['schemas', 'choice']}
      find={findSchemas}
      value={value || null}
      onChange={(schemaRef) => onChange(schemaRef ?? '')}
      classNames={{ input: 'mono' }}
    />
  );
}

const findSchemas = (search: string | undefined, signal: AbortSignal) =>
  unwrap(api.GET('/v1/schemas', { params: { query: { search, limit: 50 } }, signal })).then(({ items }) => items.map(({ ref }) => ({ value: ref, label: ref })));
