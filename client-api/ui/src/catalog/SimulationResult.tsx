import { Alert, Code, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { Tag, titleOf, type Tone } from '../shared/Tag';

const TONES: Record<string, Tone> = { started: 'green', resumed: 'green', filtered: 'grey', held: 'amber', skipped: 'grey', failed: 'red' };

/** What a simulated event did, workflow by workflow, also where it did nothing. */
export function SimulationResult({ result }: { result: Schemas['SimulatedBody'] }) {
  const deliveries = result.deliveries ?? [];
  const didSomething = result.startedRuns.length > 0 || Boolean(result.resumedRun);
  return (
    <Alert
      role="status"
      ref={(element) => element?.scrollIntoView({ block: 'end', behavior: 'smooth' })}
      color={didSomething ? 'green' : 'gray'}
      variant="light"
      // Above the buttons of the dialog, which stick.
      style={{ scrollMarginBottom: 84 }}
      icon={didSomething ? <IconCircleCheck size={18} /> : <IconInfoCircle size={18} />}
      title={say(result)}
    >
      <Stack gap={6}>
        <Text size="xs" c="dimmed">
          Event <Code fz="xs">{result.eventId}</Code>
        </Text>
        {deliveries.map((delivery, index) => (
          <Group key={index} gap="xs" align="baseline">
            <Tag tone={TONES[delivery.outcome] ?? 'grey'}>{titleOf(delivery.outcome)}</Tag>
            {delivery.runId ? (
              <Link to={`/runs/${delivery.runId}`} className="text-link">
                {delivery.workflow}: open the run
              </Link>
            ) : (
              <Text size="sm">{delivery.workflow}</Text>
            )}
            {(delivery.message ?? delivery.reason) && (
              <Text size="sm" c="dimmed">
                {delivery.message ?? delivery.reason} {delivery.message && delivery.reason && <Code fz="xs">{delivery.reason}</Code>}
              </Text>
            )}
          </Group>
        ))}
        {result.deliveries && deliveries.length === 0 && <Text size="sm">No workflow listens to this event, and no run waits for it.</Text>}
      </Stack>
    </Alert>
  );
}

function say({ status, startedRuns, resumedRun }: Schemas['SimulatedBody']): string {
  if (status === 'pending') return 'The event is stored and has not been processed yet';
  const started = startedRuns.length === 1 ? 'It started a run' : startedRuns.length > 1 ? `It started ${startedRuns.length} runs` : null;
  if (resumedRun) return started ? `${started} and resumed one` : 'It resumed a waiting run';
  return started ?? 'It started nothing';
}
