import { Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { api, unwrap } from '../api/client';
import { CommandDialog } from '../shared/CommandDialog';
import { useWorkflowCommand, type Workflow } from './useWorkflows';

/** Deletes a workflow when its key is typed. */
export function DeleteDialog({ workflow: { key, name }, onClose, onDeleted }: {
  workflow: Pick<Workflow, 'key' | 'name'>;
  onClose: () => void;
  onDeleted?: () => void;
}) {
  const [typed, setTyped] = useState('');
  const command = useWorkflowCommand(
    () => unwrap(api.DELETE('/v1/workflows/{key}', { params: { path: { key } } })),
    () => {
      notifications.show({ color: 'green', title: `${name} is deleted`, message: 'Its events start nothing any more.' });
      onClose();
      onDeleted?.();
    },
  );
  return (
    <CommandDialog
      title={`Delete ${name}?`}
      confirm="Delete"
      cancel="Keep it"
      isDangerous
      canConfirm={typed.trim() === key}
      command={command}
      onConfirm={() => command.mutate(undefined)}
      onClose={onClose}
    >
      <Text size="sm">The draft and every version are deleted, and events that are held for it are given up. This cannot be undone.</Text>
      <TextInput
        label={<>Type <span className="mono">{key}</span> to confirm</>}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autoComplete="off"
        data-autofocus
      />
    </CommandDialog>
  );
}
