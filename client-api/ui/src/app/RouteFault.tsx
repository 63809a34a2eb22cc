import { Box } from '@mantine/core';
import { useRouteError } from 'react-router';
import { ApiProblem } from '../api/problem';
import { ErrorState } from '../shared/ErrorState';

/** What browsers say when a part of the console cannot be loaded. */
const NOT_LOADED = /dynamically imported module|module script failed|error loading/i;

/** What stands in for a page that could not be shown: a part that a newer build has replaced or that did not come, or a defect. */
export function RouteFault() {
  const error = useRouteError();
  const message = error instanceof Error ? error.message : String(error);
  const problem = NOT_LOADED.test(message)
    ? new ApiProblem(0, { code: 'CONSOLE_OUTDATED', detail: 'This page could not be loaded.', nextStep: 'The server does not answer, or it has a newer console. Reload it.' })
    : new ApiProblem(0, { code: 'CONSOLE_FAULT', detail: 'This page could not be shown.', nextStep: `This is a defect of the console: ${message}` });
  return (
    <Box p="xl" maw={720}>
      <ErrorState error={problem} onRetry={() => window.location.reload()} retryLabel="Reload the console" />
    </Box>
  );
}
