import { ActionIcon, Group, SegmentedControl, Skeleton, Table, Text, Tooltip } from '@mantine/core';
import { IconArrowsMaximize, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { ErrorState } from '../../shared/ErrorState';
import { formatDuration, preciseTime } from '../../shared/time';
import { useUrlState } from '../../shared/useUrlState';
import { titleOf } from '../../shared/Tag';
import { layOut, sayStatus, type Bar } from './timelineLayout';
import { useNow, useRunTimeline } from './useRun';
import classes from './TimelineTab.module.css';

type Span = Schemas['TimelineSpan'];

const MANY = 300;
/** A label further to the right would be cut. */
const LAST_LABEL = 93;

/** When each step ran, waited and was tried again. */
export function TimelineTab({ run, isOver, selected, onSelect }: { run: string; isOver: boolean; selected: string | null; onSelect: (step: string) => void }) {
  const timeline = useRunTimeline(run);
  const [parameters, change] = useUrlState();
  const [zoom, setZoom] = useState(1);
  const now = useNow(!isOver);
  const isTable = parameters.get('view') === 'table';
  if (timeline.isPending) return <Skeleton height={240} />;
  if (timeline.isError) return <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />;
  const spans = timeline.data.items;
  return (
    <>
      <Group gap="xs" mb="sm" justify="space-between">
        <SegmentedControl
          size="xs"
          aria-label="How to show it"
          data={[{ value: 'bars', label: 'Bars' }, { value: 'table', label: 'Table' }]}
          value={isTable ? 'table' : 'bars'}
          onChange={(view) => change({ view: view === 'bars' ? null : view })}
        />
        {!isTable && (
          <Group gap={4}>
            <Zoom label="Zoom out" icon={<IconZoomOut size={16} />} isDisabled={zoom === 1} onClick={() => setZoom(Math.max(1, zoom / 2))} />
            <Zoom label="Zoom in" icon={<IconZoomIn size={16} />} isDisabled={zoom >= 64} onClick={() => setZoom(zoom * 2)} />
            <Zoom label="Fit all of it" icon={<IconArrowsMaximize size={16} />} isDisabled={zoom === 1} onClick={() => setZoom(1)} />
          </Group>
        )}
      </Group>
      {isTable ? <SpanTable spans={spans} onSelect={onSelect} /> : <Bars spans={spans} now={now} zoom={zoom} selected={selected} onSelect={onSelect} />}
      {spans.length > MANY && (
        <Text size="xs" c="dimmed" mt="xs">
          The first {MANY} of {spans.length.toLocaleString('en')} are shown. Export the run to see all of them.
        </Text>
      )}
    </>
  );
}

function Zoom({ label, icon, isDisabled, onClick }: { label: string; icon: React.ReactNode; isDisabled: boolean; onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" aria-label={label} disabled={isDisabled} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

function Bars({ spans, now, zoom, selected, onSelect }: { spans: readonly Span[]; now: number; zoom: number; selected: string | null; onSelect: (step: string) => void }) {
  const { lanes, ticks, totalMs } = layOut(spans.slice(0, MANY), now);
  return (
    <div className={classes.chart}>
      <div className={classes.names}>
        <div className={classes.axis} />
        {lanes.map(({ step }) => (
          <button key={step} type="button" className={classes.name} data-selected={step === selected || undefined} onClick={() => onSelect(step)} title={step}>
            {step}
          </button>
        ))}
      </div>
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={`Timeline of ${formatDuration(totalMs)}`}>
        <div className={classes.plot} style={{ width: `${zoom * 100}%` }}>
          <div className={classes.axis} aria-hidden="true">
            {ticks.filter(({ left }) => left < LAST_LABEL).map(({ at, left }) => (
              <span key={at} className={classes.tick} style={{ left: `${left}%` }}>
                {at === 0 ? '0' : formatDuration(at)}
              </span>
            ))}
          </div>
          {lanes.map(({ step, bars }) => (
            <div key={step} className={classes.lane} data-selected={step === selected || undefined}>
              {ticks.map(({ at, left }) => (
                <span key={at} className={classes.grid} style={{ left: `${left}%` }} aria-hidden="true" />
              ))}
              {bars.map((bar, index) => (
                <BarMark key={index} bar={bar} onSelect={onSelect} />
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

function BarMark({ bar: { span, left, width, isOpen }, onSelect }: { bar: Bar; onSelect: (step: string) => void }) {
  const text = describe(span);
  const style = { left: `min(${left}%, calc(100% - 5px))`, width: `max(5px, ${width}%)` };
  const mark = { className: classes.bar, 'data-kind': span.kind, 'data-status': span.status, 'data-open': isOpen || undefined, style };
  return (
    <Tooltip label={text}>
      {span.child ? (
        <Link {...mark} to={`/runs/${span.child}`} aria-label={`${text}. Go to the run that it called`} data-child />
      ) : (
        <button {...mark} type="button" tabIndex={-1} aria-label={text} onClick={() => onSelect(span.step)} />
      )}
    </Tooltip>
  );
}

const KINDS: Record<string, string> = { attempt: 'Attempt', wait: 'Wait', retry: 'Pause after attempt', operator: 'By an operator' };

function describe(span: Span): string {
  const kind = span.kind === 'attempt' || span.kind === 'retry' ? `${KINDS[span.kind]} ${span.attempt}` : (KINDS[span.kind] ?? span.kind);
  const time = span.to ? formatDuration(span.durationMs) : 'until now';
  return [`${span.step}: ${kind}`, sayStatus(span), time, span.errorCode].filter(Boolean).join(' · ');
}

function SpanTable({ spans, onSelect }: { spans: readonly Span[]; onSelect: (step: string) => void }) {
  const hasChildren = spans.some(({ child }) => child);
  return (
    <Table.ScrollContainer minWidth={620}>
      <Table aria-label="Timeline">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Step</Table.Th>
            <Table.Th>What</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th>From</Table.Th>
            <Table.Th ta="right">Duration</Table.Th>
            {hasChildren && <Table.Th>Leads to</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {spans.slice(0, MANY).map((span, index) => (
            <Table.Tr key={index}>
              <Table.Td>
                <button type="button" className={classes.link} onClick={() => onSelect(span.step)}>
                  {span.step}
                </button>
              </Table.Td>
              <Table.Td>
                {KINDS[span.kind] ?? span.kind} {(span.kind === 'attempt' || span.kind === 'retry') && span.attempt}
              </Table.Td>
              <Table.Td>
                {titleOf(sayStatus(span))} {span.errorCode && <span className="mono">{span.errorCode}</span>}
              </Table.Td>
              <Table.Td className="numeric">{span.from ? preciseTime(span.from) : '–'}</Table.Td>
              <Table.Td ta="right" className="numeric" style={{ whiteSpace: 'nowrap' }}>{span.to ? formatDuration(span.durationMs) : 'open'}</Table.Td>
              {hasChildren && (
                <Table.Td>
                  {span.child && (
                    <Link to={`/runs/${span.child}`} className="text-link mono">
                      {span.child.slice(0, 13)}
                    </Link>
                  )}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
