import { Grid, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { api, unwrap } from '../api/client';
import { ErrorState } from '../shared/ErrorState';
import { JsonView } from '../shared/JsonView';
import { Moment } from '../shared/Moment';
import { PageHeader } from '../shared/PageHeader';
import { formatDuration } from '../shared/time';
import { isOver } from './status';
import { RunStatus } from './RunStatus';

/** One run. */
export function RunPage() {
  const { id = '' } = useParams();
  const detail = useQuery({
    queryKey: ['run', id],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/runs/{id}', { params: { path: { id } }, signal })),
    refetchInterval: (query) => (query.state.data && isOver(query.state.data.run.status) ? false : 2_000),
  });
  if (detail.isPending) return null;
  if (detail.isError) return <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />;
  const { run, envelope, steps } = detail.data;
  return (
    <>
      <PageHeader
        before={<Link to="/runs" className="text-link">Runs</Link>}
        title={`${run.workflow} v${run.version}`}
        subtitle={
          <Group gap="sm">
            <RunStatus status={run.status} />
            <span className="mono">{run.id}</span>
            <Moment at={run.startedAt} />
            <Text span>{formatDuration(run.durationMs)}</Text>
          </Group>
        }
      />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Stack>
            <Title order={2}>Steps</Title>
            <JsonView value={steps} label="steps" />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Stack>
            <Title order={2}>Envelope</Title>
            <JsonView value={envelope} label="envelope" />
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  );
}
