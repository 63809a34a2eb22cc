import { Radio, Skeleton, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { commandWords } from '../commands';
import { ReasonDialog } from '../ReasonDialog';
import { sendCommand } from '../runCommand';
import { faultOf, JsonDraft, newDraft, valueOf } from './JsonDraft';
import { useRunWhy } from './useRun';

/** Releases a wait by hand, with what stands for the awaited event. */
export function ResumeDialog({ run, wait: given, onClose }: { run: string; wait?: number; onClose: () => void }) {
  const why = useRunWhy(run, true);
  const open = why.data?.reasons.filter((reason) => reason.wait !== null && reason.wait !== undefined) ?? [];
  const [chosen, setChosen] = useState<number | undefined>(given);
  const wait = chosen ?? open[0]?.wait ?? undefined;
  const reason = open.find((one) => one.wait === wait);
  const [payload, setPayload] = useState(newDraft({}));
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: (text: string) => sendCommand('resume', run, text, wait === undefined ? undefined : String(wait), reason?.kind === 'event' ? valueOf(payload) : undefined),
    onSuccess: async () => {
      notifications.show({ color: 'green', title: commandWords.resume.done, message: 'The run goes on.' });
      onClose();
      await queries.invalidateQueries({ queryKey: ['run', run] });
    },
  });
  return (
    <ReasonDialog
      title={commandWords.resume.title}
      confirm="Release it"
      isPending={send.isPending}
      error={send.error}
      onConfirm={send.mutate}
      onClose={onClose}
      size="lg"
      isReady={!why.isPending && faultOf(payload) === null}
    >
      <Text size="sm">{commandWords.resume.effect}</Text>
      {why.isPending && <Skeleton height={40} />}
      {open.length > 1 && (
        <Radio.Group label="Which wait" value={String(wait)} onChange={(value) => setChosen(Number(value))}>
          <Stack gap={6} mt={6}>
            {open.map((one) => (
              <Radio key={one.wait} value={String(one.wait)} label={one.what} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {open.length === 1 && reason && (
        <Text size="sm" c="dimmed">
          {reason.what}
        </Text>
      )}
      {reason?.kind === 'event' && (
        <JsonDraft label="Give a payload" keep="Without one, the step gets an empty event." draft={payload} onChange={setPayload} />
      )}
    </ReasonDialog>
  );
}
