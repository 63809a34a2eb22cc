import { Anchor, Drawer, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { readTrigger } from '../pipeline/model';
import { Pipeline } from '../pipeline/Pipeline';
import { RunStatus } from '../runs/RunStatus';
import { JsonView } from '../shared/JsonView';
import { Moment } from '../shared/Moment';
import { formatDuration } from '../shared/time';
import { useUrlState } from '../shared/useUrlState';
import { valueAt } from './pointer';
import { saySettings } from './settings';
import { Sparkline } from './Sparkline';
import { useRecentRuns, useVersion, type Workflow } from './useWorkflows';
import { useHasUnpublishedChanges } from './WorkflowTags';
import classes from './WorkflowPage.module.css';

/** What a workflow does, at a glance. */
export function OverviewTab({ workflow }: { workflow: Workflow }) {
  const [parameters, change] = useUrlState();
  const published = useVersion(workflow.key, workflow.publishedVersion);
  const isChanged = useHasUnpublishedChanges(workflow);
  const showsDraft = !workflow.publishedVersion || (isChanged && parameters.get('of') === 'draft');
  const definition = showsDraft ? workflow.draft : published.data?.definition;
  const isNarrow = useMediaQuery('(max-width: 62em)') ?? false;
  const place = parameters.get('step');
  const step = place ? valueAt(definition, place) : undefined;
  return (
    <div className={classes.columns}>
      <section aria-label="Pipeline" className={classes.main}>
        {isChanged && (
          <SegmentedControl
            size="xs"
            mb="md"
            aria-label="Show"
            value={showsDraft ? 'draft' : 'published'}
            onChange={(of) => change({ of: of === 'draft' ? 'draft' : null, step: null })}
            data={[{ value: 'published', label: `Published v${workflow.publishedVersion}` }, { value: 'draft', label: 'Draft' }]}
          />
        )}
        {definition !== undefined && (
          <Pipeline
            definition={definition}
            selected={(step as { id?: string } | undefined)?.id}
            onSelect={(_, pointer) => change({ step: pointer === place ? null : pointer })}
          />
        )}
      </section>
      <Stack component="aside" gap="lg" className={classes.aside} aria-label="Facts">
        {step !== undefined && !isNarrow && <Facts title={titleOf(step)}><JsonView value={step} label="step" openTo={2} /></Facts>}
        {workflow.description && <Text>{workflow.description}</Text>}
        <LastRuns workflowKey={workflow.key} />
        <Facts title="Starts">
          <Trigger definition={definition} />
        </Facts>
        <Facts title="Contract">
          <Contract contract={published.data?.contract} isPublished={Boolean(workflow.publishedVersion)} />
        </Facts>
        <Facts title="Settings">
          <List rows={saySettings(workflow.settings)} />
        </Facts>
        <Facts title="History">
          <List rows={[['Made', <Moment key="made" at={workflow.createdAt} />], ['Changed', <Moment key="changed" at={workflow.updatedAt} />], ['Revision', workflow.revision]]} />
        </Facts>
      </Stack>
      <Drawer opened={step !== undefined && isNarrow} onClose={() => change({ step: null })} title={titleOf(step)} size="min(520px, 100%)">
        <JsonView value={step ?? null} label="step" openTo={2} />
      </Drawer>
    </div>
  );
}

const titleOf = (step: unknown): string => `Step ${String((step as { id?: unknown } | undefined)?.id ?? '')}`;

function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Title order={2} size="h3" mb={6}>{title}</Title>
      {children}
    </section>
  );
}

function List({ rows }: { rows: [string, ReactNode][] }) {
  return (
    <dl className={classes.facts}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Trigger({ definition }: { definition: unknown }) {
  const { kind, label, detail } = readTrigger((definition as { trigger?: unknown } | undefined)?.trigger);
  if (kind === 'manual') return <Text size="sm">By hand, or by a schedule.</Text>;
  return kind === 'event' ? (
    <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
      On the event <Link to={`/catalog?event=${encodeURIComponent(label)}`} className="text-link mono">{label}</Link>, or by hand.
    </Text>
  ) : (
    <Text size="sm">
      By the clock: <span className="mono">{label}</span>, {detail}; or by hand.
    </Text>
  );
}

function Contract({ contract, isPublished }: { contract: Schemas['VersionContractBody'] | null | undefined; isPublished: boolean }) {
  if (!isPublished) return <Text size="sm" c="dimmed">It is resolved when the draft is published.</Text>;
  if (!contract) return null;
  const { payloadSchemaRef, provenance, mappingApplied, sourcePayloadSchemaRef } = contract;
  if (!payloadSchemaRef) return <Text size="sm" c="dimmed">No payload schema: any payload starts it.</Text>;
  return (
    <List
      rows={[
        ['Payload', <SchemaLink key="ref" to={payloadSchemaRef} />],
        ...(provenance ? [['Schema from', provenance] as [string, ReactNode]] : []),
        ...(sourcePayloadSchemaRef && sourcePayloadSchemaRef !== payloadSchemaRef ? [['Event carries', <SchemaLink key="source" to={sourcePayloadSchemaRef} />] as [string, ReactNode]] : []),
        ['Mapping', mappingApplied ? 'Applied' : 'None, as it comes'],
      ]}
    />
  );
}

function SchemaLink({ to }: { to: string }) {
  return <Link to={`/schemas/${encodeURIComponent(to)}`} className="text-link mono">{to}</Link>;
}

function LastRuns({ workflowKey }: { workflowKey: string }) {
  const runs = useRecentRuns(workflowKey);
  return (
    <Facts title="Last runs">
      {runs.data && <Sparkline runs={runs.data} />}
      <ul className={classes.runs}>
        {runs.data?.slice(0, 5).map((run) => (
          <li key={run.id}>
            <Link to={`/runs/${run.id}`} className="text-link"><Moment at={run.startedAt} /></Link>
            <RunStatus status={run.status} />
            <span className="numeric">{formatDuration(run.durationMs)}</span>
          </li>
        ))}
      </ul>
      {runs.data && runs.data.length > 5 && <Anchor component={Link} to={`/runs?workflow=${workflowKey}`} size="sm">All runs</Anchor>}
    </Facts>
  );
}
