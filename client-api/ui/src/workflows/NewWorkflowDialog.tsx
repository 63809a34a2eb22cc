import { Select, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, unwrap } from '../api/client';
import { toKey } from '../catalog/toKey';
import { CommandDialog } from './CommandDialog';
import { useWorkflowCommand } from './useWorkflows';

/** Makes a workflow, on an event or on none, and opens its editor. */
export default function NewWorkflowDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [ownKey, setOwnKey] = useState<string | null>(null);
  const [event, setEvent] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search, 150);
  const navigate = useNavigate();
  const key = ownKey ?? toKey(name);
  const events = useQuery({
    queryKey: ['catalog', 'choice', wanted],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/event-types', { params: { query: { search: wanted || undefined, limit: 50 } }, signal })),
    placeholderData: (before) => before,
  });
  const chosen = events.data?.items.find(({ type }) => type === event);
  const types = [...new Set([...(event ? [event] : []), ...(events.data?.items.map(({ type }) => type) ?? [])])];
  const command = useWorkflowCommand(
    () => event
      ? unwrap(api.POST('/v1/event-types/{type}/attach', { params: { path: { type: event } }, body: { key, name: name.trim(), allowPlaceholder: chosen?.payloadSchemaStatus !== 'known' } })).then((made) => made.key)
      : unwrap(api.POST('/v1/workflows', { body: { key, definition: { name: name.trim(), steps: [] } } as never })).then((made) => made.key),
    (made) => void navigate(`/workflows/${made}?tab=editor`),
  );
  return (
    <CommandDialog title="New workflow" confirm="Make the draft" canConfirm={Boolean(name.trim() && key)} command={command} onConfirm={() => command.mutate(undefined)} onClose={onClose}>
      <Text size="sm" c="dimmed">
        Makes a draft. Nothing runs before you publish it.
      </Text>
      <TextInput label="Name" placeholder="Remind the customer" value={name} onChange={(change) => setName(change.currentTarget.value)} maxLength={200} required data-autofocus />
      <TextInput
        label="Key"
        description="What addresses call it; it never changes"
        value={key}
        onChange={(change) => setOwnKey(change.currentTarget.value)}
        maxLength={100}
        classNames={{ input: 'mono' }}
        required
      />
      <Select
        label="Starts on the event"
        description="Leave it empty for a workflow that people or schedules start"
        placeholder="Search the catalog"
        data={types}
        value={event}
        onChange={setEvent}
        searchValue={search}
        onSearchChange={setSearch}
        filter={({ options }) => options}
        nothingFoundMessage={events.isFetching ? 'Searching…' : 'No event is called that.'}
        searchable
        clearable
      />
    </CommandDialog>
  );
}
