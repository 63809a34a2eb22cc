import { Group, Modal, ScrollArea, SegmentedControl, SimpleGrid, Skeleton, Stack, Switch, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { api, unwrap, type Schemas } from '../api/client';
import type { ChartOption } from '../shared/Chart';
import { ErrorState } from '../shared/ErrorState';
import { Moment } from '../shared/Moment';
import { Tag, titleOf, type Tone } from '../shared/Tag';
import { formatDuration } from '../shared/time';
import { useUrlState } from '../shared/useUrlState';
import { formatShare } from './model';
import { useEventType } from './useCatalog';

const count = new Intl.NumberFormat('en');
const Chart = lazy(() => import('../shared/Chart'));
const RANGES = { '24h': 86_400_000, '7d': 7 * 86_400_000, '30d': 30 * 86_400_000 } as const;
type Range = keyof typeof RANGES;
const isRange = (text: string | null): text is Range => text !== null && text in RANGES;
const STATUS: Record<string, Tone> = { matched: 'green', unmatched: 'grey', error: 'red', pending: 'amber' };

/** How often an event came, what it started, and how that went. */
export default function MetricsDialog({ type, onClose }: { type: string; onClose: () => void }) {
  const [parameters, change] = useUrlState();
  const wanted = parameters.get('range');
  const range = isRange(wanted) ? wanted : '7d';
  const withSimulated = parameters.get('simulated') !== 'exclude';
  const entry = useEventType(type).data?.eventType;
  const metrics = useQuery({
    queryKey: ['catalog', 'metrics', type, range, withSimulated],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v1/event-types/{type}/metrics', {
        params: { path: { type }, query: { from: new Date(Date.now() - RANGES[range]).toISOString(), simulated: withSimulated ? 'include' : 'exclude' } },
        signal,
      })),
    placeholderData: (before) => before,
  });
  return (
    <Modal opened onClose={onClose} size="xl" title={`Metrics of ${entry?.name ?? type}`} scrollAreaComponent={ScrollArea.Autosize}>
      <Stack>
        <Group justify="space-between">
          <SegmentedControl
            size="xs"
            value={range}
            onChange={(next) => change({ range: next === '7d' ? null : next })}
            aria-label="Range"
            data={[{ value: '24h', label: '24 hours' }, { value: '7d', label: '7 days' }, { value: '30d', label: '30 days' }]}
          />
          <Switch size="xs" label="Simulated events too" checked={withSimulated} onChange={(event) => change({ simulated: event.currentTarget.checked ? null : 'exclude' })} />
        </Group>
        {metrics.isPending && <Skeleton height={320} />}
        {metrics.isError && <ErrorState error={metrics.error} onRetry={() => void metrics.refetch()} />}
        {metrics.data && <Figures metrics={metrics.data} />}
      </Stack>
    </Modal>
  );
}

function Figures({ metrics }: { metrics: Schemas['EventMetricsBody'] }) {
  const { events, runs, series, interval, recentEvents } = metrics;
  const option = useMemo(() => toOption(series, interval), [series, interval]);
  return (
    <>
      <SimpleGrid cols={{ base: 2, xs: 4 }} spacing="sm">
        <Figure label="Events" value={count.format(events.total)} />
        <Figure label="Matched" value={count.format(events.matched)} />
        <Figure label="Unmatched" value={count.format(events.unmatched)} />
        <Figure label="With errors" value={count.format(events.error)} />
        <Figure label="Refused" value={count.format(events.rejected)} />
        <Figure label="Runs" value={count.format(runs.total)} />
        <Figure label="Success" value={formatShare(runs.successRate)} />
        <Figure label="Mean duration" value={formatDuration(runs.meanDurationMs)} />
      </SimpleGrid>
      <Suspense fallback={<Skeleton height={220} />}>
        <Chart option={option} label={`Events by ${interval}: ${events.matched} matched, ${events.unmatched} unmatched, ${events.error} with errors`} />
      </Suspense>
      <Title order={3}>Recent events</Title>
      {recentEvents.items.length === 0 && (
        <Text size="sm" c="dimmed">
          None in this time.
        </Text>
      )}
      <Stack gap={6}>
        {recentEvents.items.map((event) => (
          <Group key={event.id} gap="sm" wrap="nowrap">
            <Tag tone={STATUS[event.status] ?? 'grey'}>{titleOf(event.status)}</Tag>
            <Text size="sm" className="mono truncate" style={{ flex: 1 }} title={event.id}>
              {event.correlationId ?? event.id}
            </Text>
            <Text size="sm" c="dimmed" className="truncate" visibleFrom="xs">
              {event.source}
            </Text>
            {event.simulated && <Tag tone="violet">Simulated</Tag>}
            <Text size="sm" c="dimmed">
              <Moment at={event.receivedAt} />
            </Text>
          </Group>
        ))}
      </Stack>
    </>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text fw={600} size="lg" className="numeric">
        {value}
      </Text>
    </div>
  );
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const hour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

function toOption(series: readonly Schemas['MetricsStretch'][], interval: string): ChartOption {
  const format = interval === 'hour' ? hour : day;
  const bar = (name: string, color: string, read: (stretch: Schemas['MetricsStretch']) => number) => ({
    name, type: 'bar' as const, stack: 'events', color, barMaxWidth: 28, data: series.map(read),
  });
  return {
    grid: { left: 40, right: 8, top: 32, bottom: 24 },
    legend: { top: 0, left: 0, itemWidth: 10, itemHeight: 10 },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
    xAxis: { type: 'category', data: series.map(({ from }) => format.format(new Date(from))), axisTick: { show: false } },
    yAxis: { type: 'value', minInterval: 1, splitLine: { lineStyle: { opacity: 0.3 } } },
    series: [
      bar('Matched', '#3fa66b', ({ events }) => events.matched),
      bar('Unmatched', '#9aa1b2', ({ events }) => events.unmatched),
      bar('With errors', '#d9534f', ({ events }) => events.error),
    ],
  } as ChartOption;
}
