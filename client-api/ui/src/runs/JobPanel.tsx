import { ActionIcon, Button, Group, Loader, Paper, Stack, Text, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconPlayerPause, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { api, unwrap } from '../api/client';
import { useSession } from '../session/SessionProvider';
import { ErrorState } from '../shared/ErrorState';
import { titleOf } from '../shared/Tag';
import { ReasonDialog } from './ReasonDialog';
import classes from './JobPanel.module.css';

type Change = 'pause' | 'resume' | 'cancel';

const ENDED = new Set(['COMPLETED', 'CANCELED']);
const ACTIONS: Record<string, string> = { 'runs.cancel': 'Canceling runs', 'runs.resume': 'Resuming runs', 'runs.retry': 'Retrying runs', 'runs.requeue': 'Requeueing runs', 'runs.replay': 'Replaying runs' };
const LABELS: Record<Change, string> = { pause: 'Hold', resume: 'Go on', cancel: 'End' };

/** How far a job is, and what holds or ends it. */
export function JobPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { may } = useSession();
  const queries = useQueryClient();
  const [change, setChange] = useState<Change | null>(null);
  const [showsRefused, setShowsRefused] = useState(false);
  const job = useQuery({
    queryKey: ['job', id],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/jobs/{id}', { params: { path: { id } }, signal })),
    refetchInterval: (query) => (query.state.data && ENDED.has(query.state.data.status) ? false : 1_000),
  });
  const send = useMutation({
    mutationFn: ({ kind, reason }: { kind: Change; reason: string }) => {
      const options = { params: { path: { id } }, body: { reason } };
      return unwrap(
        kind === 'pause' ? api.POST('/v1/jobs/{id}/pause', options) : kind === 'resume' ? api.POST('/v1/jobs/{id}/resume', options) : api.POST('/v1/jobs/{id}/cancel', options),
      );
    },
    onSuccess: (body) => {
      queries.setQueryData(['job', id], body);
      setChange(null);
    },
  });

  const status = job.data?.status;
  const isOver = status !== undefined && ENDED.has(status);
  // Rows keep their places while the job changes them; at its end the list is what the filters select again.
  useEffect(() => {
    if (isOver) for (const name of ['runs', 'run-summary']) void queries.invalidateQueries({ queryKey: [name] });
  }, [isOver, queries]);
  const changes: Change[] = isOver || !may('operate') ? [] : [status === 'PAUSED' ? 'resume' : 'pause', 'cancel'];
  return (
    <Paper className={classes.panel} shadow="lg" role="region" aria-label="Job">
      <Group justify="space-between" wrap="nowrap" mb={4}>
        <Group gap="xs" wrap="nowrap">
          {status === 'RUNNING' ? <Loader size={16} /> : status === 'PAUSED' ? <IconPlayerPause size={16} aria-hidden="true" /> : <IconCheck size={16} aria-hidden="true" />}
          <Text fw={600} size="sm">
            {job.data ? (ACTIONS[job.data.kind] ?? job.data.kind) : 'Job'}
          </Text>
        </Group>
        <ActionIcon variant="subtle" color="gray" onClick={onClose} aria-label="Close the job">
          <IconX size={16} />
        </ActionIcon>
      </Group>
      {job.isError && <ErrorState error={job.error} onRetry={() => void job.refetch()} />}
      {job.data && (
        <Stack gap="xs">
          <Text size="sm" className="numeric" role="status">
            {titleOf(job.data.status)}: {job.data.done.toLocaleString('en')} done
            {job.data.refused > 0 && `, ${job.data.refused.toLocaleString('en')} not taken`}
          </Text>
          {(changes.length > 0 || job.data.refused > 0) && (
            <Group gap="xs">
              {changes.map((kind) => (
                <Button key={kind} size="compact-xs" variant="default" onClick={() => setChange(kind)}>
                  {LABELS[kind]}
                  <VisuallyHidden> the job</VisuallyHidden>
                </Button>
              ))}
              {job.data.refused > 0 && (
                <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setShowsRefused(!showsRefused)} aria-expanded={showsRefused}>
                  {showsRefused ? 'Hide what was not taken' : 'Show what was not taken'}
                </Button>
              )}
            </Group>
          )}
          {showsRefused && <Refused id={id} />}
        </Stack>
      )}
      {change && (
        <ReasonDialog
          title={`${LABELS[change]} the job?`}
          confirm={LABELS[change]}
          isDanger={change === 'cancel'}
          isPending={send.isPending}
          error={send.error}
          onConfirm={(reason) => send.mutate({ kind: change, reason })}
          onClose={() => {
            send.reset();
            setChange(null);
          }}
        >
          <Text size="sm">What the job has done stays done.</Text>
        </ReasonDialog>
      )}
    </Paper>
  );
}

function Refused({ id }: { id: string }) {
  const items = useQuery({
    queryKey: ['job-items', id],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/jobs/{id}/items', { params: { path: { id }, query: { limit: 200 } }, signal })),
    refetchInterval: 5_000,
  });
  const refused = items.data?.items.filter(({ outcome }) => outcome !== 'done') ?? [];
  return (
    <div className={classes.refused} role="group" aria-label="Runs that did not take it" tabIndex={0}>
      {refused.map(({ run, outcome }) => (
        <div key={run}>
          <Link to={`/runs/${run}`} className="text-link mono">
            {run.slice(0, 13)}
          </Link>{' '}
          <span className="mono">{outcome}</span>
        </div>
      ))}
      {items.data?.nextCursor && <Text size="xs" c="dimmed">Of the first 200 runs of the job.</Text>}
    </div>
  );
}
