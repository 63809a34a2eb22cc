import { Button, Group, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, unwrap, type Schemas } from '../api/client';
import { useSession } from '../session/SessionProvider';
import { CommandDialog } from '../shared/CommandDialog';
import { ErrorState } from '../shared/ErrorState';
import { Tag } from '../shared/Tag';
import { useAttached } from './useCatalog';

type Attached = Schemas['AttachedWorkflowBody'];

/** The workflows that listen to an event type, each of which can be taken off it. */
export function AttachedWorkflows({ type }: { type: string }) {
  const { may } = useSession();
  const attached = useAttached(type);
  const [leaving, setLeaving] = useState<Attached | null>(null);
  return (
    <section aria-label="Attached workflows">
      <Title order={3} mb="xs">
        Attached workflows
      </Title>
      {attached.isPending && <Skeleton height={40} />}
      {attached.isError && <ErrorState error={attached.error} onRetry={() => void attached.refetch()} />}
      {attached.data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          No workflow listens to this event yet.
        </Text>
      )}
      <Stack gap={4}>
        {attached.data?.items.map((workflow) => (
          <Group key={workflow.key} justify="space-between" wrap="nowrap">
            <Group gap="xs" style={{ minWidth: 0, flex: 1 }}>
              <Link to={`/workflows/${workflow.key}`} className="text-link truncate" title={workflow.name}>
                {workflow.name}
              </Link>
              {workflow.status === 'published' ? <Tag tone="green">Published v{workflow.version}</Tag> : <Tag>Draft</Tag>}
              {workflow.paused && <Tag tone="amber">Paused</Tag>}
            </Group>
            {may('publish') && workflow.status === 'published' && (
              <Button size="compact-xs" variant="subtle" color="red" style={{ flex: 'none' }} onClick={() => setLeaving(workflow)}>
                Detach
              </Button>
            )}
          </Group>
        ))}
      </Stack>
      {leaving && <DetachDialog type={type} workflow={leaving} onClose={() => setLeaving(null)} />}
    </section>
  );
}

function DetachDialog({ type, workflow, onClose }: { type: string; workflow: Attached; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const detach = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/v1/event-types/{type}/detach', { params: { path: { type } }, body: { workflow: workflow.key, reason: reason || null } })),
    onSuccess: async ({ version }) => {
      await queries.invalidateQueries({ queryKey: ['catalog'] });
      notifications.show({ color: 'green', title: `${workflow.name} is detached`, message: `Version ${version} has no trigger. It can still be started by hand.` });
      onClose();
    },
  });
  return (
    <CommandDialog title={`Detach ${workflow.name}?`} confirm="Detach" cancel="Keep it" isDangerous command={detach} onConfirm={() => detach.mutate()} onClose={onClose}>
      <Text size="sm">
        A new version without the trigger is published. Events of <span className="mono">{type}</span> start it no more; runs that are under way go on.
      </Text>
      <TextInput label="Reason" description="Kept in the audit trail" value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={500} data-autofocus />
    </CommandDialog>
  );
}
