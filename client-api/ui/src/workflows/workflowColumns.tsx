import { Link } from 'react-router';
import type { Column } from '../shared/DataRows';
import { Moment } from '../shared/Moment';
import { Tag } from '../shared/Tag';
import { DailySparkline } from './DailySparkline';
import { TRIGGERS, type TriggerKind, type WorkflowSummary } from './model';
import { WorkflowMenu } from './WorkflowMenu';
import { WorkflowTags } from './WorkflowTags';
import classes from './WorkflowsPage.module.css';

export const workflowColumns: readonly Column<WorkflowSummary>[] = [
  {
    id: 'name', header: 'Name', width: 'minmax(150px, 2fr)',
    cell: ({ name, key }) => (
      <>
        <span className={classes.name} title={name}>{name}</span>
        <span className={classes.key} title={key}>{key}</span>
      </>
    ),
  },
  { id: 'status', header: 'Status', width: 'minmax(84px, 250px)', cell: (workflow) => <StatusCell workflow={workflow} /> },
  { id: 'trigger', header: 'Started by', width: 'minmax(120px, 1.2fr)', cell: (workflow) => <TriggerCell workflow={workflow} />, isWideOnly: true },
  { id: 'runs', header: 'Last 7 days', width: '96px', cell: ({ runs }) => <DailySparkline days={runs} />, isWideOnly: true },
  { id: 'updated', header: 'Updated', width: '96px', cell: ({ updatedAt }) => <Moment at={updatedAt} />, isWideOnly: true },
  { id: 'menu', header: '', width: '32px', cell: (workflow) => <WorkflowMenu workflow={workflow} />, align: 'right' },
];

function StatusCell({ workflow }: { workflow: WorkflowSummary }) {
  const { unpublishedChanges, publishedVersion, findings: { errors } } = workflow;
  return (
    <WorkflowTags workflow={workflow} isChanged={Boolean(publishedVersion) && unpublishedChanges}>
      {errors > 0 && <Tag tone="red" title="They block publishing the draft">{errors} {errors === 1 ? 'error' : 'errors'}</Tag>}
    </WorkflowTags>
  );
}

/** The version's trigger decides; before there is one, the draft's shows what it will be. */
function TriggerCell({ workflow: { trigger, eventType, scheduled } }: { workflow: WorkflowSummary }) {
  if (!eventType) return <span className={classes.dimmed}>{TRIGGERS[trigger as TriggerKind] ?? trigger}</span>;
  return (
    <>
      <Link to={`/catalog?event=${encodeURIComponent(eventType)}`} className={`text-link mono ${classes.trigger}`} title={eventType}>{eventType}</Link>
      {scheduled && <span className={classes.dimmed}>and a schedule</span>}
    </>
  );
}
