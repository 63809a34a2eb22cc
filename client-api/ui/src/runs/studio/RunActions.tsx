import { ActionIcon, Button, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, unwrap, type Schemas } from '../../api/client';
import { toProblem } from '../../api/problem';
import { useSession } from '../../session/SessionProvider';
import { saveFile } from '../../shared/saveFile';
import { commandsOf, commandWords, type RunCommand } from '../commands';
import { ReasonDialog } from '../ReasonDialog';
import { sendCommand } from '../runCommand';
import { ReplayDialog } from './ReplayDialog';
import { ResumeDialog } from './ResumeDialog';

/** The commands that the run takes now, for those who may give them, and its export. */
export function RunActions({ detail }: { detail: Schemas['RunDetailBody'] }) {
  const { may } = useSession();
  const [command, setCommand] = useState<RunCommand | null>(null);
  const close = () => setCommand(null);
  const hasEventWait = detail.steps.some((entry) => (entry as { type?: string }).type === 'event.wait');
  const commands = may('operate') ? commandsOf(detail.run.status, hasEventWait) : [];
  return (
    <>
      {commands.map((one, index) => (
        <Button
          key={one}
          variant={index === 0 && detail.run.status === 'FAILED' ? 'filled' : 'default'}
          c={commandWords[one].isDanger ? 'var(--tone-red)' : undefined}
          onClick={() => setCommand(one)}
        >
          {commandWords[one].label}
        </Button>
      ))}
      <ExportButton run={detail.run.id} />
      {command === 'replay' && <ReplayDialog detail={detail} onClose={close} />}
      {command === 'resume' && <ResumeDialog run={detail.run.id} onClose={close} />}
      {command && command !== 'replay' && command !== 'resume' && <RunCommandDialog command={command} run={detail.run.id} onClose={close} />}
    </>
  );
}

/** Everything about the run as a file: definition, history, timeline, log, audit. */
function ExportButton({ run }: { run: string }) {
  const download = useMutation({
    mutationFn: async () => saveFile(await unwrap<Blob>(api.GET('/v1/runs/{id}/export', { params: { path: { id: run } }, parseAs: 'blob' })), `run-${run}.json`),
    onError: (failure) => notifications.show({ color: 'red', title: 'The run was not exported', message: toProblem(failure).message }),
  });
  return (
    <Tooltip label="Export the run as JSON">
      <ActionIcon variant="default" size="input-sm" aria-label="Export the run" loading={download.isPending} onClick={() => download.mutate()}>
        <IconDownload size={16} />
      </ActionIcon>
    </Tooltip>
  );
}

function RunCommandDialog({ command, run, onClose }: { command: 'cancel' | 'retry' | 'requeue'; run: string; onClose: () => void }) {
  const words = commandWords[command];
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: (reason: string) => sendCommand(command, run, reason),
    onSuccess: async () => {
      notifications.show({ color: 'green', title: words.done, message: 'The reason is in the audit trail.' });
      onClose();
      await queries.invalidateQueries({ queryKey: ['run', run] });
    },
  });
  return (
    <ReasonDialog
      title={words.title}
      confirm={`${words.label} the run`}
      isDanger={words.isDanger}
      isPending={send.isPending}
      error={send.error}
      onConfirm={send.mutate}
      onClose={onClose}
    >
      <Text size="sm">{words.effect}</Text>
    </ReasonDialog>
  );
}
