import { Alert, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { CopyButton } from '../shared/CopyButton';
import { Tag } from '../shared/Tag';
import { byWorkflow, count, placeLink, sayReport, type WorkflowImpact } from './impact';
import classes from './Impact.module.css';

type Event = Schemas['EventImpact'];
type Finding = Schemas['FindingBody'];

/** What a change of a schema breaks: first in a sentence, then by workflow, then by event type. */
export function ImpactReport({ report }: { report: Schemas['ImpactBody'] }) {
  const workflows = byWorkflow(report);
  const looked = report.events.reduce((sum, event) => sum + event.looked, 0);
  return (
    <>
      <Alert
        role="status"
        color={report.safe ? 'green' : 'red'}
        variant="light"
        icon={report.safe ? <IconCircleCheck size={18} /> : <IconAlertTriangle size={18} />}
        title={sayReport(report)}
      >
        <Text size="sm">
          {report.workflows === 0 ? 'No published workflow rests on this schema.' : `${count(report.workflows, 'published workflow')} ${report.workflows === 1 ? 'rests' : 'rest'} on this schema.`}{' '}
          {looked === 0 ? 'No stored event was looked at.' : `${count(looked, 'stored event')} ${looked === 1 ? 'was' : 'were'} put through it.`}{' '}
          {report.disappearing > 0 && `${count(report.disappearing, 'finding')} of today would be gone. `}
          {report.isCut && 'There are more workflows than were looked at.'}
        </Text>
      </Alert>
      {workflows.length > 0 && (
        <>
          <Title order={2} size="h3" className={classes.heading}>
            Workflows
          </Title>
          {workflows.map((impact) => (
            <WorkflowCard key={impact.workflow} impact={impact} />
          ))}
        </>
      )}
      {report.events.length > 0 && (
        <>
          <Title order={2} size="h3" className={classes.heading}>
            Stored events
          </Title>
          {report.events.map((event) => (
            <EventCard key={event.eventType} event={event} />
          ))}
        </>
      )}
    </>
  );
}

function WorkflowCard({ impact: { workflow, version, findings, outcomes } }: { impact: WorkflowImpact }) {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  return (
    <article className={classes.card} aria-label={workflow}>
      <header className={classes.head}>
        <Link to={`/workflows/${encodeURIComponent(workflow)}`} className="text-link truncate" title={workflow}>
          {workflow}
        </Link>
        <span className={classes.version}>v{version}</span>
        <span className={classes.marks}>
          {errors > 0 && <Tag tone="red">{count(errors, 'error')}</Tag>}
          {warnings > 0 && <Tag tone="amber">{count(warnings, 'warning')}</Tag>}
        </span>
      </header>
      {findings.length > 0 && (
        <ul className={classes.findings}>
          {findings.map((finding, index) => (
            <li key={index}>
              <FindingRow workflow={workflow} finding={finding} />
            </li>
          ))}
        </ul>
      )}
      {outcomes.map((outcome) => (
        <div key={outcome.eventType} className={classes.outcome}>
          {outcome.changed} of the last {outcome.looked} events <span className="mono">{outcome.eventType}</span> would fare differently:
          <ul className={classes.changes}>
            {outcome.changes.map(({ now, then, count: number }) => (
              <li key={`${now} ${then}`}>
                <span className="numeric">{number} ×</span> <Outcome name={now} /> <span aria-label="becomes">→</span> <Outcome name={then} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </article>
  );
}

function FindingRow({ workflow, finding }: { workflow: string; finding: Finding }) {
  const isError = finding.severity === 'error';
  const Picture = isError ? IconCircleX : IconAlertTriangle;
  return (
    <Link to={placeLink(workflow, finding)} className={classes.finding} title="Open the draft at this place">
      <Picture size={16} className={classes.icon} data-error={isError || undefined} aria-label={isError ? 'Error' : 'Warning'} />
      <span className={classes.words}>
        <span>{finding.message}</span>
        <span className={classes.place}>
          {finding.code} · {finding.stepId ? `step ${finding.stepId}` : finding.pointer || 'the definition'}
        </span>
        {finding.suggestion && <span className={classes.suggestion}>{finding.suggestion}</span>}
      </span>
    </Link>
  );
}

const OUTCOMES: Record<string, { label: string; tone: 'green' | 'red' | 'grey' }> = {
  start: { label: 'starts a run', tone: 'green' },
  REJECTED: { label: 'refused', tone: 'red' },
};

function Outcome({ name }: { name: string }) {
  const known = OUTCOMES[name];
  return <Tag tone={known?.tone ?? 'grey'}>{known?.label ?? name}</Tag>;
}

function EventCard({ event: { eventType, looked, newlyInvalid, newlyValid, examples } }: { event: Event }) {
  return (
    <article className={classes.card} aria-label={eventType}>
      <header className={classes.head}>
        <Link to={`/catalog?event=${encodeURIComponent(eventType)}`} className="text-link mono truncate" title={eventType}>
          {eventType}
        </Link>
        <span className={classes.marks}>
          {newlyInvalid > 0 && <Tag tone="red">{newlyInvalid} would be refused</Tag>}
          {newlyValid > 0 && <Tag tone="green">{newlyValid} would be valid now</Tag>}
          {newlyInvalid + newlyValid === 0 && looked > 0 && <Tag tone="green">All the same</Tag>}
        </span>
      </header>
      <p className={classes.looked}>{looked === 0 ? 'No event of this type is stored.' : `The last ${looked} were looked at.`}</p>
      {examples.length > 0 && (
        <ul className={classes.examples} aria-label="Examples">
          {examples.map(({ eventId, message }) => (
            <li key={eventId}>
              <span className={classes.id} title={eventId}>
                {eventId}
              </span>
              <CopyButton value={eventId} label="Copy the event id" />
              <span>{message}</span>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}
