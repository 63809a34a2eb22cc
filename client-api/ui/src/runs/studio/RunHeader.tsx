import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { api, unwrap, type Schemas } from '../../api/client';
import type { LiveState } from '../../live/follow';
import { LiveMark } from '../../live/LiveMark';
import { CopyButton } from '../../shared/CopyButton';
import { Moment } from '../../shared/Moment';
import { PageHeader } from '../../shared/PageHeader';
import { formatDuration } from '../../shared/time';
import { RunStatus } from '../RunStatus';
import { isOver } from '../status';
import { CalledRuns } from './CalledRuns';
import { useNow } from './useRun';
import classes from './RunHeader.module.css';

/** What the run is, where it comes from, and how long it takes. */
export function RunHeader({ detail, live, actions }: { detail: Schemas['RunDetailBody']; live: LiveState; actions: ReactNode }) {
  const { run, replayOf, replays, parent, children } = detail;
  const isRunning = !isOver(run.status);
  return (
    <PageHeader
      before={
        <Link to="/runs" className="text-link">
          Runs
        </Link>
      }
      title={run.workflow}
      subtitle={
        <div className={classes.facts}>
          <RunStatus status={run.status} />
          <Fact label="Workflow">
            <Link to={`/workflows/${run.workflow}`} className="text-link">
              Version {run.version}
            </Link>
          </Fact>
          <Fact label="Started">
            <Moment at={run.startedAt} />
          </Fact>
          <Fact label={isRunning ? 'For' : 'Took'}>{isRunning ? <Ticking since={run.startedAt} /> : formatDuration(run.durationMs)}</Fact>
          <Fact label="By">
            <Origin run={run} replayOf={replayOf} parent={parent} />
          </Fact>
          {run.correlationId && (
            <Fact label="Correlation">
              <Link to={`/runs?correlation=${encodeURIComponent(run.correlationId)}`} className="text-link mono">
                {run.correlationId}
              </Link>
            </Fact>
          )}
          <Fact label="Run">
            <span className="mono">{run.id}</span> <CopyButton value={run.id} label="Copy the id" />
          </Fact>
          {children && children.length > 0 && (
            <Fact label="Called">
              <CalledRuns runs={children} />
            </Fact>
          )}
          {replays && replays.length > 0 && (
            <Fact label="Replayed as">
              {replays.map((id) => (
                <Link key={id} to={`/runs/${id}`} className="text-link mono">
                  {id.slice(0, 13)}{' '}
                </Link>
              ))}
            </Fact>
          )}
        </div>
      }
      actions={
        <Group gap="sm">
          {isRunning && <LiveMark state={live} />}
          {actions}
        </Group>
      }
    />
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span className={classes.fact}>
      <span className={classes.label}>{label}</span> {children}
    </span>
  );
}

function Ticking({ since }: { since: string }) {
  const now = useNow(true);
  return <span className="numeric">{formatDuration(Math.max(0, Math.floor((now - Date.parse(since)) / 1_000)) * 1_000)}</span>;
}

function Origin({ run, replayOf, parent }: { run: Schemas['RunBody']; replayOf?: string | null; parent?: Schemas['RelatedRunBody'] | null }) {
  if (parent) {
    return (
      <>
        a run of{' '}
        <Link to={`/runs/${parent.id}?step=${encodeURIComponent(parent.step)}`} className="text-link" title={`Its step ${parent.step}`}>
          {parent.workflow}
        </Link>
      </>
    );
  }

  if (replayOf) {
    return (
      <>
        a replay of{' '}
        <Link to={`/runs/${replayOf}`} className="text-link mono">
          {replayOf.slice(0, 13)}
        </Link>
      </>
    );
  }

  if (run.eventKey) return <EventOrigin id={run.eventKey} />;
  return <>{{ manual: 'hand', schedule: 'a schedule', parent: 'another run', replay: 'a replay', event: 'an event' }[run.origin] ?? run.origin}</>;
}

/** The event that started the run, with the way to its type. */
function EventOrigin({ id }: { id: string }) {
  const event = useQuery({
    queryKey: ['event', id],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/events/{id}', { params: { path: { id } }, signal })),
    staleTime: Infinity,
  });
  if (!event.data) return <Text span className="mono">{id.slice(0, 13)}</Text>;
  const { type } = event.data.event;
  return (
    <Link to={`/catalog?event=${encodeURIComponent(type)}`} className="text-link mono" title={`Event ${id}`}>
      {type}
    </Link>
  );
}
