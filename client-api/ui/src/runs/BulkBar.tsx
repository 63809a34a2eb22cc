import { Button, Group, Paper, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, unwrap } from '../api/client';
import { runBatch, sumOf, type BatchProgress } from './batch';
import { commandWords } from './commands';
import { toBulkFilter, type RunFilter } from './filter';
import { ReasonDialog } from './ReasonDialog';
import { sendCommand } from './runCommand';
import classes from './BulkBar.module.css';

type BulkCommand = 'cancel' | 'resume' | 'retry';

const COMMANDS: readonly BulkCommand[] = ['retry', 'resume', 'cancel'];
const QUESTIONS: Record<BulkCommand, string> = { cancel: 'Cancel these runs?', resume: 'Release what these runs wait for?', retry: 'Retry these runs?' };
const EFFECTS: Record<BulkCommand, string> = {
  cancel: 'They end now. Their open waits, tasks and calls are given up.',
  resume: 'They go on as if what they wait for had come.',
  retry: 'Each goes on at the step that failed, with the values that it has.',
};

const count = new Intl.NumberFormat('en');

/** What can be done to the chosen runs: to each of them at once, or to all that the filters select, as a job of the server. */
export function BulkBar({ selected, loaded, hasMore, filter, onClear, onJob }: {
  selected: ReadonlySet<string>;
  loaded: number;
  hasMore: boolean;
  filter: RunFilter;
  onClear: () => void;
  onJob: (id: string) => void;
}) {
  const [isEverything, setEverything] = useState(false);
  const [command, setCommand] = useState<BulkCommand | null>(null);
  const [progress, setProgress] = useState<BatchProgress | null>(null);
  const queries = useQueryClient();
  const canTakeAll = hasMore && selected.size >= loaded;
  const isAll = isEverything && canTakeAll;

  const start = useMutation({
    mutationFn: async ({ action, reason }: { action: BulkCommand; reason: string }) => {
      if (isAll) {
        const job = await unwrap(api.POST('/v1/runs/bulk', { body: { action, reason, filter: toBulkFilter(filter, Date.now()) } }));
        onJob(job.id);
        return null;
      }

      return runBatch([...selected], (id) => sendCommand(action, id, reason), setProgress);
    },
    onSuccess: (result, { action }) => {
      setCommand(null);
      setProgress(null);
      onClear();
      void queries.invalidateQueries({ queryKey: ['runs'] });
      if (result) tell(action, result);
    },
  });
  const close = () => {
    start.reset();
    setCommand(null);
  };
  return (
    <Paper className={classes.bar} shadow="md" role="region" aria-label="Chosen runs">
      <Group gap="xs">
        <Text size="sm" fw={500} role="status">
          {isAll ? 'All runs that the filters select' : `${count.format(selected.size)} chosen`}
        </Text>
        {canTakeAll && (
          <Button size="compact-sm" variant="subtle" onClick={() => setEverything(!isEverything)}>
            {isAll ? `Only the ${count.format(selected.size)} loaded` : 'Take all that the filters select'}
          </Button>
        )}
        <Group gap="xs" ml="auto">
          {COMMANDS.map((action) => (
            <Button key={action} size="compact-sm" variant="default" c={commandWords[action].isDanger ? 'var(--tone-red)' : undefined} onClick={() => setCommand(action)}>
              {commandWords[action].label}
            </Button>
          ))}
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onClear}>
            Clear
          </Button>
        </Group>
      </Group>
      {command && (
        <ReasonDialog
          title={isAll ? QUESTIONS[command] : selected.size === 1 ? commandWords[command].title : QUESTIONS[command]}
          confirm={isAll ? 'Start the job' : `${commandWords[command].label} ${selected.size === 1 ? 'the run' : `${count.format(selected.size)} runs`}`}
          isDanger={commandWords[command].isDanger}
          isPending={start.isPending}
          error={start.error}
          onConfirm={(reason) => start.mutate({ action: command, reason })}
          onClose={close}
        >
          <Text size="sm">
            {EFFECTS[command]}{' '}
            {isAll
              ? 'A job of the server goes through all runs that the filters select and that take the command, 20 a second. It can be held and ended.'
              : 'Runs that do not take the command stay as they are, and are counted.'}
          </Text>
          {progress && (
            <Text size="sm" role="status">
              {count.format(progress.done + sumOf(progress.refused))} of {count.format(progress.total)}
            </Text>
          )}
        </ReasonDialog>
      )}
    </Paper>
  );
}

function tell(action: BulkCommand, { total, done, refused }: BatchProgress): void {
  const label = { cancel: 'canceled', resume: 'resumed', retry: 'retried' }[action];
  const reasons = [...refused].map(([code, times]) => `${count.format(times)} × ${code}`).join(', ');
  notifications.show({
    color: refused.size === 0 ? 'green' : 'yellow',
    title: `${count.format(done)} of ${count.format(total)} runs ${label}`,
    message: reasons ? `Not taken: ${reasons}` : 'Each has an entry in the audit trail.',
    autoClose: refused.size === 0 ? 4_000 : false,
  });
}
