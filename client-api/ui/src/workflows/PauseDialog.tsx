import { Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { api, unwrap } from '../api/client';
import { CommandDialog } from '../shared/CommandDialog';
import { useWorkflowCommand, type Workflow } from './useWorkflows';

/** Pauses a workflow that runs, and resumes one that is paused. */
export function PauseDialog({ workflow, onClose }: { workflow: Pick<Workflow, 'key' | 'name' | 'paused'>; onClose: () => void }) {
  const { key, name, paused } = workflow;
  const [reason, setReason] = useState('');
  const command = useWorkflowCommand(
    () => {
      const options = { params: { path: { key } }, body: { reason: reason.trim() } };
      return unwrap(paused ? api.POST('/v1/workflows/{key}/resume', options) : api.POST('/v1/workflows/{key}/pause', options));
    },
    () => {
      notifications.show({
        color: 'green',
        title: paused ? `${name} is resumed` : `${name} is paused`,
        message: paused ? 'What was held starts first.' : 'Events start no runs until it is resumed.',
      });
      onClose();
    },
  );
  return (
    <CommandDialog
      title={paused ? `Resume ${name}?` : `Pause ${name}?`}
      confirm={paused ? 'Resume' : 'Pause'}
      canConfirm={reason.trim() !== ''}
      command={command}
      onConfirm={() => command.mutate(undefined)}
      onClose={onClose}
    >
      <Text size="sm">
        {paused
          ? 'Events start runs again. Those that were held start first, in their order.'
          : 'Its events are held, or skipped when its settings say so. Runs that are under way go on, and a start by hand still works.'}
      </Text>
      <TextInput label="Reason" description="Kept in the audit trail" value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={500} required data-autofocus />
    </CommandDialog>
  );
}
