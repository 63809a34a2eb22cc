import { Alert, Button, Checkbox, FileButton, Group, List, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { CodeEditor } from '../shared/CodeEditor';
import { ErrorState } from '../shared/ErrorState';
import type { Schemas } from '../api/client';
import { importBundle } from './bundles';
import { useWorkflowCommand } from './useWorkflows';

/** Imports a bundle: first what would happen, then the import itself. */
export default function ImportDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [force, setForce] = useState(false);
  const preview = useMutation({ mutationFn: () => importBundle(text, { force, dryRun: true }) });
  const command = useWorkflowCommand(
    () => importBundle(text, { force, dryRun: false }),
    (summary) => {
      notifications.show({ color: 'green', title: 'The bundle is imported', message: say(summary) });
      onClose();
    },
  );
  const change = (next: string, isForced = force) => {
    setText(next);
    setForce(isForced);
    preview.reset();
    command.reset();
  };
  return (
    <Modal opened onClose={onClose} size="lg" title="Import workflows">
      <Stack>
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            Choose a bundle that was exported here or elsewhere, or paste one.
          </Text>
          <FileButton accept="application/json,.json" onChange={(file) => void file?.text().then((read) => change(read))}>
            {(button) => (
              <Button {...button} size="xs" variant="default" leftSection={<IconFileUpload size={15} />}>
                Choose a file
              </Button>
            )}
          </FileButton>
        </Group>
        <CodeEditor label="Bundle" value={text} onChange={(next) => change(next)} height={220} />
        <Checkbox
          label="Replace workflows that exist"
          description="They keep their runs and versions; the versions of the bundle are published after them."
          checked={force}
          onChange={(event) => change(text, event.currentTarget.checked)}
        />
        {preview.data && <Preview summary={preview.data} />}
        {(command.isError || preview.isError) && <ErrorState error={command.error ?? preview.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          {preview.data ? (
            <Button loading={command.isPending} onClick={() => command.mutate(undefined)}>
              Import
            </Button>
          ) : (
            <Button loading={preview.isPending} disabled={!text.trim()} onClick={() => preview.mutate()}>
              Check the bundle
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function Preview({ summary: { created, replaced, versions } }: { summary: Schemas['ImportSummary'] }) {
  const count = (key: string) => {
    const published = versions[key]?.length ?? 0;
    return published === 0 ? 'draft only' : published === 1 ? '1 version' : `${published} versions`;
  };
  return (
    <Alert color="blue" variant="light" title="The bundle can be imported" role="status">
      <List size="sm" spacing={2}>
        {created.map((key) => <List.Item key={key}>Makes <span className="mono">{key}</span>, {count(key)}</List.Item>)}
        {replaced.map((key) => <List.Item key={key}>Replaces <span className="mono">{key}</span>, {count(key)}</List.Item>)}
      </List>
    </Alert>
  );
}

const say = ({ created, replaced }: Schemas['ImportSummary']): string =>
  [created.length > 0 && `Made: ${created.join(', ')}.`, replaced.length > 0 && `Replaced: ${replaced.join(', ')}.`].filter(Boolean).join(' ');
