import { Button, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { useSession } from '../../session/SessionProvider';
import { commandsOf, commandWords, type RunCommand } from '../commands';
import { ReasonDialog } from '../ReasonDialog';
import { sendCommand } from '../runCommand';
import { ReplayDialog } from './ReplayDialog';
import { ResumeDialog } from './ResumeDialog';

/** The commands that the run takes now, for those who may give them. */
export function RunActions({ detail }: { detail: Schemas['RunDetailBody'] }) {
  const { may } = useSession();
  const [command, setCommand] = useState<RunCommand | null>(null);
  const close = () => setCommand(null);
  if (!may('operate')) return null;
  const hasEventWait = detail.steps.some((entry) => (entry as { type?: string }).type === 'event.wait');
  const commands = commandsOf(detail.run.status, hasEventWait);
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
      {command === 'replay' && <ReplayDialog detail={detail} onClose={close} />}
      {command === 'resume' && <ResumeDialog run={detail.run.id} onClose={close} />}
      {command && command !== 'replay' && command !== 'resume' && <CommandDialog command={command} run={detail.run.id} onClose={close} />}
    </>
  );
}

function CommandDialog({ command, run, onClose }: { command: 'cancel' | 'retry' | 'requeue'; run: string; onClose: () => void }) {
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
