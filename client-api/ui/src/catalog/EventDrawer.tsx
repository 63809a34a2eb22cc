import { Anchor, Button, Drawer, Group, Skeleton, Stack, Tabs, Text, Title } from '@mantine/core';
import { IconChartBar, IconFlask, IconLink, IconRadar2 } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useSession } from '../session/SessionProvider';
import { CopyButton } from '../shared/CopyButton';
import { JsonView } from '../shared/JsonView';
import { Missing } from '../shared/Missing';
import { SchemaTree } from '../shared/SchemaTree';
import { useUrlState } from '../shared/useUrlState';
import { AttachedWorkflows } from './AttachedWorkflows';
import { EntryTags } from './EntryTags';
import { useEventType } from './useCatalog';

/** Everything about one entry, beside the list. */
export function EventDrawer({ type, onClose }: { type: string; onClose: () => void }) {
  return (
    <Drawer opened={type !== ''} onClose={onClose} size="xl" title="Event">
      {type && <Content type={type} />}
    </Drawer>
  );
}

function Content({ type }: { type: string }) {
  const { may } = useSession();
  const [, change] = useUrlState();
  const detail = useEventType(type);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [type, detail.isSuccess]);
  if (detail.isPending) return <Skeleton height={240} />;
  if (detail.isError) return <Missing error={detail.error} to="/catalog" label="Go to the event catalog" onRetry={() => void detail.refetch()} />;
  const { eventType: entry, payloadSchema } = detail.data;
  const open = (action: string) => change({ event: type, do: action }, { push: true });
  return (
    <Stack gap="lg">
      <div>
        <Title order={2} ref={heading} tabIndex={-1} style={{ outline: 'none', overflowWrap: 'anywhere' }}>{entry.name}</Title>
        <Group gap={4} wrap="nowrap">
          <Text className="mono" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {entry.type}
          </Text>
          <CopyButton value={entry.type} label="Copy the event type" />
        </Group>
        {entry.description && <Text mt="xs">{entry.description}</Text>}
        <Group mt="sm" gap="xs">
          <EntryTags entry={entry} all />
          <Text size="sm" c="dimmed">
            {entry.category}
          </Text>
        </Group>
        {entry.catalogOnly && entry.catalogOnlyReason && (
          <Text size="sm" c="dimmed" mt="xs">
            Catalog only: {entry.catalogOnlyReason} It can be published and simulated all the same.
          </Text>
        )}
        <Relations label="Takes the place of" types={entry.supersedes} />
        <Relations label="Superseded by" types={entry.supersededBy} />
      </div>
      <Group gap="xs">
        {may('manage') && (
          <Button leftSection={<IconFlask size={16} />} onClick={() => open('simulate')}>
            Simulate
          </Button>
        )}
        <Button variant="default" leftSection={<IconChartBar size={16} />} onClick={() => open('metrics')}>
          Metrics
        </Button>
        {may('manage') && (
          <Button variant="default" leftSection={<IconLink size={16} />} onClick={() => open('attach')}>
            Attach a workflow
          </Button>
        )}
        {entry.payloadSchemaRef && entry.payloadSchemaStatus === 'known' && (
          <Button component={Link} to={`/schemas/${encodeURIComponent(entry.payloadSchemaRef)}?tab=impact`} variant="default" leftSection={<IconRadar2 size={16} />}>
            Impact of a change
          </Button>
        )}
      </Group>
      <AttachedWorkflows type={type} />
      <section aria-label="Payload">
        <Group justify="space-between" mb="xs">
          <Title order={3}>Payload</Title>
          {entry.payloadSchemaRef && (
            entry.payloadSchemaStatus === 'known' ? (
              <Link to={`/schemas/${encodeURIComponent(entry.payloadSchemaRef)}`} className="text-link mono" style={{ overflowWrap: 'anywhere' }}>
                {entry.payloadSchemaRef}
              </Link>
            ) : (
              <Text size="sm" c="dimmed" className="mono">
                {entry.payloadSchemaRef}
              </Text>
            )
          )}
        </Group>
        {payloadSchema === undefined || payloadSchema === null ? (
          <Text size="sm" c="dimmed">
            {entry.payloadSchemaStatus === 'missing' ? 'This entry has no schema: any payload is taken.' : 'The registry does not know this schema.'}
          </Text>
        ) : (
          <Tabs defaultValue="fields">
            <Tabs.List mb="sm">
              <Tabs.Tab value="fields">Fields</Tabs.Tab>
              <Tabs.Tab value="schema">Full schema</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="fields">
              <SchemaTree schema={payloadSchema} root="event.payload" />
            </Tabs.Panel>
            <Tabs.Panel value="schema">
              <JsonView value={payloadSchema} label="schema" openTo={3} />
            </Tabs.Panel>
          </Tabs>
        )}
      </section>
    </Stack>
  );
}

function Relations({ label, types }: { label: string; types: readonly string[] | null | undefined }) {
  const [, change] = useUrlState();
  if (!types || types.length === 0) return null;
  return (
    <Text size="sm" mt="xs">
      {label}{' '}
      {types.map((type) => (
        <Anchor key={type} component="button" size="sm" className="mono" mr="xs" onClick={() => change({ event: type }, { push: true })}>
          {type}
        </Anchor>
      ))}
    </Text>
  );
}
