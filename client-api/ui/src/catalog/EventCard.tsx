import { Button, Group, Text, ThemeIcon, Tooltip } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useSession } from '../session/SessionProvider';
import { formatDuration } from '../shared/time';
import { useUrlState } from '../shared/useUrlState';
import { EntryTags } from './EntryTags';
import classes from './EventCard.module.css';
import { formatCount, formatShare, iconOf, type EventType } from './model';

/** An entry of the catalog at a glance, with what one does most. */
export function EventCard({ entry }: { entry: EventType }) {
  const { may } = useSession();
  const [parameters, change] = useUrlState();
  const Picture = iconOf(entry.category);
  const open = (action: string) => change({ event: entry.type, do: action }, { push: true });
  const target = new URLSearchParams(parameters);
  target.set('event', entry.type);
  return (
    <article className={classes.card}>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <ThemeIcon variant="light" size={34} radius="md" aria-hidden="true">
          <Picture size={18} stroke={1.6} />
        </ThemeIcon>
        <div style={{ minWidth: 0, flex: 1 }}>
          <Link to={`/catalog?${target}`} className={classes.name} title={entry.name}>
            {entry.name}
          </Link>
          <Text size="xs" c="dimmed" className="mono truncate" title={entry.type}>
            {entry.type}
          </Text>
        </div>
      </Group>
      <Text size="sm" c="dimmed" className={`clamp-2 ${classes.description}`}>
        {entry.description}
      </Text>
      <Group gap={6} className={classes.marks}>
        <EntryTags entry={entry} />
        {entry.attachedWorkflows > 0 && (
          <Text size="xs" c="dimmed">
            <IconLink size={12} style={{ verticalAlign: -1 }} aria-hidden="true" /> {entry.attachedWorkflows} workflow{entry.attachedWorkflows > 1 && 's'}
          </Text>
        )}
      </Group>
      <dl className={classes.figures} aria-label="Last seven days">
        <Figure label="Events" value={formatCount(entry.metrics.executions || null)} />
        <Figure label="Success" value={formatShare(entry.metrics.successRate)} />
        <Figure label="Duration" value={formatDuration(entry.metrics.meanDurationMs)} />
      </dl>
      <Group gap={4} wrap="nowrap" className={classes.actions}>
        {may('manage') && (
          <Button size="compact-xs" variant="light" onClick={() => open('simulate')}>
            Simulate
          </Button>
        )}
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => open('metrics')}>
          Metrics
        </Button>
        {may('manage') && (
          <Tooltip label="Make a workflow on this event">
            <Button size="compact-xs" variant="subtle" color="gray" onClick={() => open('attach')}>
              Attach
            </Button>
          </Tooltip>
        )}
      </Group>
    </article>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
