import { Alert, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, unwrap } from '../api/client';
import { CommandDialog } from '../shared/CommandDialog';
import { SearchSelect } from '../shared/SearchSelect';
import { toKey } from '../shared/toKey';
import { useWorkflowCommand } from './useWorkflows';

/** Makes a workflow and opens its editor: on the event that is given, on one that is chosen, or on none. */
export default function NewWorkflowDialog({ event: given, onClose }: { event?: string; onClose: () => void }) {
  const [name, setName] = useState('');
  const [ownKey, setOwnKey] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const navigate = useNavigate();
  const key = ownKey ?? toKey(name);
  const event = given ?? chosen;
  const entry = useQuery({
    queryKey: ['catalog', 'entry', event],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/event-types/{type}', { params: { path: { type: event! } }, signal })),
    enabled: event !== null,
  });
  const { payloadSchemaStatus, name: eventName } = entry.data?.eventType ?? {};
  const hasNoSchema = payloadSchemaStatus !== undefined && payloadSchemaStatus !== 'known';
  const command = useWorkflowCommand(
    async () => {
      const made = event
        ? await unwrap(api.POST('/v1/event-types/{type}/attach', { params: { path: { type: event } }, body: { key, name: name.trim(), allowPlaceholder: hasNoSchema } }))
        : await unwrap(api.POST('/v1/workflows', { body: { key, definition: { name: name.trim(), steps: [] } } as never }));
      return made.key;
    },
    (made) => void navigate(`/workflows/${made}?tab=editor`),
  );
  return (
    <CommandDialog
      title={given ? `Attach a workflow to ${eventName ?? given}` : 'New workflow'}
      confirm="Make the draft"
      canConfirm={Boolean(name.trim() && key) && !(event && entry.isPending)}
      command={command}
      onConfirm={() => command.mutate(undefined)}
      onClose={onClose}
    >
      <Text size="sm" c="dimmed">
        {given ? 'Makes a draft that listens to this event. Nothing runs before you publish it.' : 'Makes a draft. Nothing runs before you publish it.'}
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
      {!given && (
        <SearchSelect
          label="Starts on the event"
          description="Leave it empty for a workflow that people or schedules start"
          placeholder="Search the catalog"
          nothing="No event is called that."
          queryKey={['catalog', 'choice']}
          find={findEventTypes}
          value={chosen}
          onChange={setChosen}
        />
      )}
      {hasNoSchema && (
        <Alert color="yellow" variant="light" title="This event has no known schema">
          The draft gets a placeholder: choose a schema before you publish it.
        </Alert>
      )}
    </CommandDialog>
  );
}

const findEventTypes = (search: string | undefined, signal: AbortSignal) =>
  unwrap(api.GET('/v1/event-types', { params: { query: { search, limit: 50 } }, signal })).then(({ items }) => items.map(({ type }) => ({ value: type, label: type })));
