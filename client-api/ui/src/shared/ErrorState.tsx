import { Alert, Button, Code, Group, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { toProblem } from '../api/problem';

/** A problem of the API: what is wrong, where, what to do next, and what to tell support. What is not there is not asked for again. */
export function ErrorState({ error, onRetry, retryLabel = 'Try again' }: {
  error: unknown;
  onRetry?: () => void;
  retryLabel?: string;
}) {
  const problem = toProblem(error);
  const { pointer, nextStep, traceId, findings } = problem.body;
  return (
    <Alert role="alert" maw={900} color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={problem.message}>
      <Stack gap="xs">
        {nextStep && <Text size="sm">{nextStep}</Text>}
        {findings && findings.length > 0 && (
          <List size="sm" spacing={4}>
            {findings.map((finding, index) => (
              <List.Item key={index}>
                {finding.message} <Code>{finding.pointer}</Code>
              </List.Item>
            ))}
          </List>
        )}
        <Group gap="xs" c="dimmed" fz="xs">
          <Code fz="xs">{problem.code}</Code>
          {pointer && <span>at {pointer}</span>}
          {traceId && <span>trace {traceId}</span>}
        </Group>
        {onRetry && problem.status !== 404 && (
          <Group>
            <Button size="xs" variant="default" onClick={onRetry}>
              {retryLabel}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
