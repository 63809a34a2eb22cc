import { Box } from '@mantine/core';
import { useRouteError } from 'react-router';
import { toProblem } from '../api/problem';
import { ErrorState } from '../shared/ErrorState';

/** What stands in for a page that could not be shown: a defect, or a chunk that a newer build has replaced. */
export function RouteFault() {
  const error = useRouteError();
  return (
    <Box p="xl" maw={720}>
      <ErrorState error={toProblem(error)} onRetry={() => window.location.reload()} retryLabel="Reload the console" />
    </Box>
  );
}
