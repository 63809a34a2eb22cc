import { Button, Group } from '@mantine/core';
import { IconHourglassHigh } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { useSession } from '../../session/SessionProvider';
import { CopyButton } from '../../shared/CopyButton';
import { Moment } from '../../shared/Moment';
import { isOver } from '../status';
import { ResumeDialog } from './ResumeDialog';
import { useRunWhy } from './useRun';
import classes from './Cards.module.css';

const TITLES: Record<string, string> = {
  event: 'Waits for an event', time: 'Waits for a moment', retry: 'Waits before the next attempt', human: 'Waits for a person', child: 'Waits for another run',
  action: 'Waits for an action', slice: 'Goes on in a moment', version: 'Cannot run here', nothing: 'Between two steps',
};

/** Why the run is not over, and who can change that. */
export function WhyCard({ detail: { run, children }, onStep }: { detail: Schemas['RunDetailBody']; onStep: (step: string) => void }) {
  const why = useRunWhy(run.id, true);
  if (!why.data || why.data.reasons.length === 0) return null;
  return (
    <section className={classes.card} data-tone="amber" aria-label="Why is it waiting?">
      <IconHourglassHigh size={18} className={classes.picture} aria-hidden="true" />
      <div className={classes.body}>
        {why.data.reasons.map((reason, index) => (
          <Reason key={index} run={run} called={children?.find(({ step, status }) => step === reason.step && !isOver(status))} reason={reason} onStep={onStep} />
        ))}
      </div>
    </section>
  );
}

function Reason({ run, called, reason, onStep }: {
  run: Schemas['RunBody'];
  /** The run that it waits for, when it waits for one. */
  called?: Schemas['RelatedRunBody'];
  reason: Schemas['RunReason'];
  onStep: (step: string) => void;
}) {
  const { may } = useSession();
  const [isReleasing, setReleasing] = useState(false);
  const step = reason.step;
  return (
    <div className={classes.reason}>
      <h2 className={classes.title}>{TITLES[reason.kind] ?? 'Waits'}</h2>
      <dl className={classes.facts}>
        {reason.eventType && (
          <Fact label="Event">
            <Link to={`/catalog?event=${encodeURIComponent(reason.eventType)}`} className="text-link mono">
              {reason.eventType}
            </Link>
          </Fact>
        )}
        {reason.key && (
          <Fact label="Correlation id">
            <span className="mono">{reason.key}</span> <CopyButton value={reason.key} label="Copy the correlation id" />
          </Fact>
        )}
        {step && (
          <Fact label="Step">
            <button type="button" className={classes.step} onClick={() => onStep(step)}>
              {step}
            </button>
          </Fact>
        )}
        {reason.kind === 'child' && called && (
          <Fact label="Run">
            <Link to={`/runs/${called.id}`} className="text-link">
              {called.workflow}
            </Link>
          </Fact>
        )}
        <Fact label="Since">
          <Moment at={reason.since} />
        </Fact>
        <Fact label="Until">{reason.until ? <Moment at={reason.until} /> : reason.kind === 'child' ? 'it ends' : 'it comes, without an end'}</Fact>
      </dl>
      {reason.releasedBy && reason.releasedBy.length > 0 && (
        <details className={classes.releases}>
          <summary>What releases it</summary>
          <ul className={classes.list}>
            {reason.releasedBy.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </details>
      )}
      <Group gap="xs" mt={10}>
        {reason.kind === 'human' && (
          <Button size="xs" component={Link} to={`/tasks?run=${run.id}`}>
            Go to the task
          </Button>
        )}
        {reason.kind === 'event' && reason.eventType && may('manage') && (
          <Button size="xs" variant="default" component={Link} to={simulateLink(reason.eventType, reason.key)}>
            Simulate the event
          </Button>
        )}
        {reason.wait !== null && reason.wait !== undefined && may('operate') && (
          <Button size="xs" variant="default" onClick={() => setReleasing(true)}>
            Release it by hand
          </Button>
        )}
      </Group>
      {isReleasing && <ResumeDialog run={run.id} wait={reason.wait ?? undefined} onClose={() => setReleasing(false)} />}
    </div>
  );
}

/** The dialog that simulates the event, with the key that the run waits for. */
function simulateLink(type: string, key: string | null | undefined): string {
  return `/catalog?${new URLSearchParams({ event: type, do: 'simulate', ...(key && { correlation: key }) })}`;
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
