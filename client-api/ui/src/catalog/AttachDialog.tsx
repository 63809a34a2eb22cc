import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, unwrap } from '../api/client';
import { ErrorState } from '../shared/ErrorState';
import { toKey } from './toKey';
import { useEventType } from './useCatalog';

/** Makes a workflow on an event. */
export default function AttachDialog({ type, onClose }: { type: string; onClose: () => void }) {
  const entry = useEventType(type).data?.eventType;
  const [name, setName] = useState('');
  const [ownKey, setOwnKey] = useState<string | null>(null);
  const key = ownKey ?? toKey(name);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const hasSchema = entry?.payloadSchemaStatus === 'known';
  const attach = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/v1/event-types/{type}/attach', { params: { path: { type } }, body: { key, name: name.trim(), allowPlaceholder: !hasSchema } })),
    onSuccess: async (workflow) => {
      await queries.invalidateQueries();
      void navigate(`/workflows/${workflow.key}?tab=editor`);
    },
  });
  return (
    <Modal opened onClose={onClose} title={<Text fw={600}>Attach a workflow to {entry?.name ?? type}</Text>} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          attach.mutate();
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            Makes a draft that listens to this event. Nothing runs before you publish it.
          </Text>
          <TextInput label="Name" placeholder="Remind the customer" value={name} onChange={(event) => setName(event.currentTarget.value)} required data-autofocus />
          <TextInput
            label="Key"
            description="What addresses call it; it never changes"
            value={key}
            onChange={(event) => setOwnKey(event.currentTarget.value)}
            classNames={{ input: 'mono' }}
            required
          />
          {entry && !hasSchema && (
            <Alert color="yellow" variant="light" title="This event has no known schema">
              The draft gets a placeholder: choose a schema before you publish it.
            </Alert>
          )}
          {attach.isError && <ErrorState error={attach.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={attach.isPending} disabled={!name.trim() || !key}>
              Make the draft
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
