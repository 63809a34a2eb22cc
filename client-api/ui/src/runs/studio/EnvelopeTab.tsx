import { Alert, Stack, Title } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { JsonView } from '../../shared/JsonView';
import { isMasked } from './masked';

const PARTS: Record<string, string> = { payload: 'Payload', vars: 'Variables', meta: 'Meta', error: 'Error' };

/** The state of the run: what came in, what its steps keep, and what went wrong. */
export function EnvelopeTab({ envelope }: { envelope: unknown }) {
  const parts = (envelope ?? {}) as Record<string, unknown>;
  return (
    <Stack gap="md">
      {isMasked(envelope) && (
        <Alert color="gray" variant="light" icon={<IconEyeOff size={17} />} p="sm">
          Secrets and values that are sensitive by their name are masked here. The run has the real ones.
        </Alert>
      )}
      {Object.entries(PARTS).map(([part, label]) =>
        parts[part] === undefined ? null : (
          <section key={part} aria-label={label}>
            <Title order={3} mb={6}>
              {label}
            </Title>
            <JsonView value={parts[part]} label={label.toLowerCase()} />
          </section>
        ),
      )}
    </Stack>
  );
}
